package dev.sluice.cli.demo;

/**
 * What a burst is.
 *
 * @param requests how many are sent at once
 * @param tokens how many each asks for
 */
record Load(int requests, int tokens) {

    /** Ten seconds of work for the pool: time to kill a backend and to see what comes of it. */
    static final Load USUAL = new Load(24, 32);
}
