package dev.sluice.cli.doctor;

/**
 * One thing to know.
 *
 * @param what is wrong, or could be better
 * @param why it matters
 * @param remedy what to do, with commands and options as they are typed
 */
record Advice(String what, String why, String remedy) {}
