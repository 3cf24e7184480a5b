package dev.sluice.config;

import java.time.Duration;

/**
 * How long a backend may be silent about a request. When one of the first two has passed, the engine is asked for a
 * sign of progress before the request is cut.
 *
 * @param firstEvent from sending the request to the first event, or to the whole answer if it is not a stream
 * @param betweenEvents from one event to the next
 * @param total from sending the request to the end of the answer; nothing extends it
 * @param listening how long a request may be silent before we look whether the backend still accepts connections
 */
public record Patience(Duration firstEvent, Duration betweenEvents, Duration total, Duration listening) {

    /** A long prompt takes a CPU minutes, and an answer hours; a token takes seconds at most. */
    public static final Patience SEQUENTIAL =
            new Patience(Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofHours(3), Duration.ofSeconds(5));

    /** vLLM tells in its first second on most days; when it is stopped, all its streams fall silent and stay open. */
    public static final Patience BATCHING =
            new Patience(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofSeconds(1));
}
