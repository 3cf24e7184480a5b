package dev.sluice.engine;

import dev.sluice.pool.Discipline;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Traits;
import java.time.Duration;
import java.util.OptionalInt;

/** What the engines have in common that are not known to batch, and that show no idleness. */
final class OneSlot {

    /** Of those of which nobody has measured what a cut does. */
    static final Duration UNMEASURED = Duration.ofSeconds(5);

    /** Of those that were seen to drop a request within 0.2 s. */
    static final Duration SOON = Duration.ofSeconds(1);

    private OneSlot() {}

    static Traits coolingDown(String engine, Duration time) {
        return new Traits(engine, Discipline.SEQUENTIAL, 1, new Settling.CoolDown(time), true, OptionalInt.empty());
    }
}
