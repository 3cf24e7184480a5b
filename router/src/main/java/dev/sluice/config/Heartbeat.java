package dev.sluice.config;

import java.time.Duration;

/**
 * What a client hears of a stream that has nothing to say.
 *
 * @param style in which form
 * @param after how long a stream is silent before the first, and between two
 */
public record Heartbeat(Style style, Duration after) {

    /** No form is safe for every client that exists, so it can be chosen. */
    public enum Style {
        /** A comment and a blank line: safe for every SDK, and shows the place in the queue. */
        COMMENT,
        /** A comment without a blank line: for pages that take every blank line for a message. */
        COMMENT_LINE,
        /** A line feed alone: for load generators that swallow what follows a comment. */
        BLANK,
        /** Nothing at all: for benchmarks. */
        OFF
    }

    /** Below the 60 s after which common balancers close silent connections, and late enough to be a real status. */
    public static final Duration AFTER = Duration.ofSeconds(10);

    public static final Heartbeat DEFAULT = new Heartbeat(Style.COMMENT, AFTER);
}
