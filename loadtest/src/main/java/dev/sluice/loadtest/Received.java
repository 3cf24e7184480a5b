package dev.sluice.loadtest;

/** What one call has received, and when. */
interface Received {

    void sent(long now);

    /** The next bytes, that came at {@code now}. */
    void take(String chunk, long now);

    /** What is wrong with it, now that it has ended; empty if nothing is. */
    String judge(long now);

    /** How many events with content have come. */
    int events();
}
