package dev.sluice.admission;

/**
 * How many requests may be tried again, all together: when most of them fail, trying each three times would only make
 * three times the failures. Finagle's rule: a part of the requests, a few a second, and a reserve.
 */
final class RetryBudget {

    /** As many as may wait: when a backend dies, all that were meant for it fail at the same time. */
    private static final double RESERVE = 1_000;

    private static final double PER_REQUEST = 0.2;

    private static final double PER_NANO = 10 / 1e9;

    private double left = RESERVE;
    private long countedUntil;

    /** A new request came. */
    void earn() {
        left = Math.min(RESERVE, left + PER_REQUEST);
    }

    /** One would be tried again now. Whether it may. */
    boolean spend(long now) {
        left = Math.min(RESERVE, left + (now - countedUntil) * PER_NANO);
        countedUntil = now;
        boolean may = left >= 1;
        if (may) {
            left--;
        }
        return may;
    }
}
