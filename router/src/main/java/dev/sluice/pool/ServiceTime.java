package dev.sluice.pool;

import java.time.Duration;

/**
 * How long a request holds a slot of one backend: an exponentially weighted mean over the complete ones.
 *
 * @param mean the learnt mean, or the prior while nothing was seen
 */
public record ServiceTime(Duration mean) implements Comparable<ServiceTime> {

    /** The share of the newest sample: the mean follows a change within about ten requests. */
    private static final double WEIGHT = 0.2;

    public static ServiceTime prior(Discipline discipline) {
        return new ServiceTime(discipline.priorServiceTime());
    }

    /** The mean after one more complete request. */
    public ServiceTime learn(Duration sample) {
        double nanos = mean.toNanos() * (1 - WEIGHT) + sample.toNanos() * WEIGHT;
        return new ServiceTime(Duration.ofNanos(Math.round(nanos)));
    }

    /**
     * Compares by powers of two. Answers differ in length by more than that, so a finer order would send all work to
     * whichever of two equal backends was lucky last.
     */
    @Override
    public int compareTo(ServiceTime other) {
        return Integer.compare(magnitude(), other.magnitude());
    }

    private int magnitude() {
        return 64 - Long.numberOfLeadingZeros(mean.toMillis());
    }
}
