package dev.sluice.loadtest.gatling;

/**
 * How much load.
 *
 * @param users how many users there are at once, where their number is fixed
 * @param rate how many arrive in a second, where that is fixed
 * @param seconds how long users come
 * @param tokens the length of an answer
 */
record Size(int users, int rate, int seconds, int tokens) {}
