package dev.sluice.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the requests of one burst stand, as their client sees it.
 *
 * @param sent all of them
 * @param firstTokens of each that has received a token, how long the first one took, the shortest first
 * @param complete those whose answer came to its proper end
 * @param failed those that ended in an error that the client could see
 * @param error the last such error
 */
record BurstCount(int sent, List<Duration> firstTokens, int complete, int failed, Optional<String> error) {

    BurstCount {
        firstTokens = List.copyOf(firstTokens);
    }

    static BurstCount of(int sent) {
        return new BurstCount(sent, List.of(), 0, 0, Optional.empty());
    }

    BurstCount withFirstToken(Duration after) {
        List<Duration> more =
                Stream.concat(firstTokens.stream(), Stream.of(after)).sorted().toList();
        return new BurstCount(sent, more, complete, failed, error);
    }

    BurstCount withComplete() {
        return new BurstCount(sent, firstTokens, complete + 1, failed, error);
    }

    BurstCount withFailed(String why) {
        return new BurstCount(sent, firstTokens, complete, failed + 1, Optional.of(why));
    }

    boolean over() {
        return complete + failed == sent;
    }

    /** The upper one of the two in the middle, where there are two. */
    Optional<Duration> medianFirstToken() {
        return firstTokens.isEmpty() ? Optional.empty() : Optional.of(firstTokens.get(firstTokens.size() / 2));
    }

    Optional<Duration> longestFirstToken() {
        return firstTokens.isEmpty() ? Optional.empty() : Optional.of(firstTokens.getLast());
    }
}
