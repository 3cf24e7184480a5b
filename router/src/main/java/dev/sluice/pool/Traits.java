package dev.sluice.pool;

import java.time.Duration;

/**
 * What the engine of a backend means for scheduling.
 *
 * @param engine the engine's name, for people
 * @param discipline how it serves several at once
 * @param slots how many requests may run there at once, at least 1
 * @param settling the longest time for which it may go on working on a request whose connection we closed; zero where
 *     a cut takes effect at once
 */
public record Traits(String engine, Discipline discipline, int slots, Duration settling) {

    /**
     * Of a backend that nobody has recognised: one slot, since what is not known to batch does not, and after a cut a
     * cool-down of five seconds, since nothing proves it idle.
     */
    public static final Traits UNKNOWN = new Traits("unknown", Discipline.SEQUENTIAL, 1, Duration.ofSeconds(5));

    public Traits {
        if (slots < 1) {
            throw new IllegalArgumentException("slots: " + slots + " (expected: at least 1)");
        }
    }

    /** The same engine, started with another number of slots than is usual for it. */
    public Traits withSlots(int slots) {
        return new Traits(engine, discipline, slots, settling);
    }
}
