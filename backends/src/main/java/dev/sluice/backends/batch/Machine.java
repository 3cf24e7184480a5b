package dev.sluice.backends.batch;

/**
 * An engine on a machine.
 *
 * @param speed how long things take
 * @param sequences how many run at once; more wait, in order of arrival
 * @param batch the most tokens of a step
 * @param kv what holds what has been read
 */
public record Machine(Speed speed, int sequences, int batch, Kv kv) {}
