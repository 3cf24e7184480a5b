package dev.sluice.health;

import dev.sluice.pool.Health;
import java.time.Duration;

/** How often a backend is looked at. */
final class Pace {

    /** Our own requests tell sooner when a backend that is up breaks; this is for one that nobody uses. */
    private static final Duration UP = Duration.ofSeconds(5);

    /** Its probes are good all the while, and it is out for half a minute at least. */
    private static final Duration HUNG = Duration.ofSeconds(1);

    /** Whoever waits for a backend to come back shall not wait for us. */
    private static final Duration NOT_UP = Duration.ofMillis(250);

    private Pace() {}

    /** How long to leave one alone that is in this health after a look has ended. */
    static Duration untilNextLook(Health health) {
        return switch (health) {
            case UP -> UP;
            case HUNG -> HUNG;
            case UNKNOWN, LOADING, SILENT, DOWN -> NOT_UP;
        };
    }
}
