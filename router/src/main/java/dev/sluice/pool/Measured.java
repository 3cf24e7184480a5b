package dev.sluice.pool;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What was seen of one request that a backend served to its end.
 *
 * @param promptBytes the size of its body
 * @param promptTokens the tokens of its prompt, as the engine counted them
 * @param cachedTokens those of them that the engine had not to read again
 * @param outputTokens the tokens of its answer, as the engine counted them, else the events that carried them
 * @param untilFirst from sending it to the first content; to the end where the answer came in one piece
 * @param generating from the first content to the end, without the time in which we read nothing ourselves; zero where
 *     the answer came in one piece
 * @param prefillRate prompt tokens a second, where the engine says so itself
 * @param decodeRate output tokens a second, where the engine says so itself
 */
public record Measured(
        long promptBytes,
        OptionalInt promptTokens,
        OptionalInt cachedTokens,
        OptionalInt outputTokens,
        Duration untilFirst,
        Duration generating,
        OptionalDouble prefillRate,
        OptionalDouble decodeRate) {}
