package dev.sluice.pool;

import java.time.Duration;

/**
 * A rate that is learnt from samples, in whatever unit: a mean of their logarithms that forgets. While no sample comes it
 * drifts back to the prior, because who has a bad name gets no traffic to make a better one.
 *
 * @param prior what it is before any sample, above 0
 * @param value what it was after the last sample
 * @param at when that was, in nanoseconds of the caller's time
 */
public record Learnt(double prior, double value, long at) {

    /** The share of the newest sample: a change is followed within about ten. */
    private static final double WEIGHT = 0.2;

    private static final double HALF_LIFE = Duration.ofMinutes(10).toNanos();

    /** No machine is that much slower or faster than its like; a sample beyond is a mistake of measuring. */
    private static final double MOST = 1_000;

    public static Learnt from(double prior, long now) {
        return new Learnt(prior, prior, now);
    }

    /** What it is taken to be now. */
    public double at(long now) {
        double kept = Math.pow(0.5, Math.max(0, now - at) / HALF_LIFE);
        return prior * Math.pow(value / prior, kept);
    }

    /** With one more sample, above 0. */
    public Learnt learn(double sample, long now) {
        double bounded = Math.clamp(sample, prior / MOST, prior * MOST);
        double before = at(now);
        return new Learnt(prior, before * Math.pow(bounded / before, WEIGHT), now);
    }
}
