package dev.sluice.admission;

import dev.sluice.pool.Settling;
import java.time.Duration;

/**
 * How long a backend that shows nothing is left alone after a cut. Learnt from the first request after each: if its first
 * content comes late, the backend was still at work on the one before, and has to be left alone for that much longer;
 * if not, a little less may do. Immutable.
 *
 * @param time how long now
 */
record CoolDown(Duration time) {

    private static final double SHORTER = 0.8;
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** What is later than that was not the prompt. */
    private static final double LATE = 2;

    private static final Duration LATE_BY = Duration.ofMillis(500);

    static CoolDown of(Settling settling) {
        return new CoolDown(settling instanceof Settling.CoolDown(Duration prior) ? prior : Duration.ZERO);
    }

    /** After a request whose first content came in this time, where this other was predicted. */
    CoolDown learn(Duration untilFirst, Duration predicted) {
        long late = untilFirst.toNanos() - Math.round(predicted.toNanos() * LATE) - LATE_BY.toNanos();
        double next = late > 0 ? time.toNanos() + late : time.toNanos() * SHORTER;
        return new CoolDown(Duration.ofNanos(Math.clamp(Math.round(next), SHORTEST.toNanos(), LONGEST.toNanos())));
    }
}
