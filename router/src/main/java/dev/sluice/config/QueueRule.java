package dev.sluice.config;

import java.time.Duration;

/**
 * The bounds of waiting.
 *
 * @param length requests that may wait
 * @param bytes how large the bodies of those may be, all together
 * @param deadline how long one may wait, the time of attempts that failed left out
 */
public record QueueRule(int length, long bytes, Duration deadline) {

    /** A thousand waiters are hours of work for a few CPU boxes: more would only be a slower refusal. */
    public static final int LENGTH = 1_000;

    /** All bodies that may be held: those that run need none of it while nobody waits. */
    public static final long BYTES = Limits.HELD_BYTES;

    /** Below the 300 s after which Node's fetch and Open WebUI give up: they shall see our answer, not their own. */
    public static final Duration DEADLINE = Duration.ofMinutes(4);

    public static final QueueRule DEFAULT = new QueueRule(LENGTH, BYTES, DEADLINE);
}
