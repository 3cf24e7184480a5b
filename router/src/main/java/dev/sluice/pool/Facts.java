package dev.sluice.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a backend has told of itself, for people: nothing is scheduled by it.
 *
 * @param build the version of its engine
 * @param reportedSlots how many requests it says it takes at once
 * @param pool the tokens of its KV memory, all slots together
 * @param keepAlive how long it keeps an idle connection
 * @param continues whether it can go on with a partial answer; empty if that is not known
 */
public record Facts(
        Optional<String> build,
        OptionalInt reportedSlots,
        OptionalInt pool,
        Optional<Duration> keepAlive,
        Optional<Boolean> continues) {

    /** Of one that has told nothing. */
    public static final Facts NONE =
            new Facts(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
}
