package dev.sluice.pool;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What the engine of a backend means for scheduling.
 *
 * @param engine the engine's name, for people
 * @param discipline how it serves several at once
 * @param slots how many sequences may run there at once, at least 1
 * @param settling when a slot is free again whose request we have cut
 * @param ownNames whether it takes a request only under its own name for the model
 * @param pool the tokens of memory that all its slots share, where they must not be promised more; empty if each slot
 *     has its own, or the engine sees to it
 */
public record Traits(
        String engine, Discipline discipline, int slots, Settling settling, boolean ownNames, OptionalInt pool) {

    /**
     * Of a backend that nobody has recognised: one slot, since what is not known to batch does not, and after a cut a
     * cool-down of five seconds at first, since nothing proves it idle.
     */
    public static final Traits UNKNOWN = new Traits(
            "unknown",
            Discipline.SEQUENTIAL,
            1,
            new Settling.CoolDown(Duration.ofSeconds(5)),
            true,
            OptionalInt.empty());

    public Traits {
        if (slots < 1) {
            throw new IllegalArgumentException("slots: " + slots + " (expected: at least 1)");
        }
    }

    /** The same engine, started with another number of slots than is usual for it. */
    public Traits withSlots(int slots) {
        return new Traits(engine, discipline, slots, settling, ownNames, pool);
    }

    /** The same, with another way to settle. */
    public Traits settling(Settling settling) {
        return new Traits(engine, discipline, slots, settling, ownNames, pool);
    }

    /** The same, with so many slots on one pool of this many tokens. */
    public Traits sharing(int slots, int pool) {
        return new Traits(engine, discipline, slots, settling, ownNames, OptionalInt.of(pool));
    }
}
