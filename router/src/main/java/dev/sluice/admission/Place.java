package dev.sluice.admission;

/**
 * Where a ticket stands among those that wait for the same model, whichever backends serve it.
 *
 * @param number 1 for the next, {@code of} for the last
 * @param of how many wait for that model
 */
public record Place(int number, int of) {}
