package dev.sluice.loadtest.gatling;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a whole answer holds.
 *
 * @param model who must have answered
 * @param text the text, where the model is known to count; otherwise any
 */
record Expectation(String model, Optional<String> text) {

    /** The text of a model that counts to this number. */
    static String count(int tokens) {
        return IntStream.rangeClosed(1, tokens).mapToObj(n -> " " + n).collect(Collectors.joining());
    }

    /** What is wrong with this answer; empty if nothing is. */
    Optional<String> missing(String by, String said) {
        if (!by.equals(model)) {
            return Optional.of("asked " + model + ", answered by " + by);
        }
        return text.filter(expected -> !expected.equals(said))
                .map(expected -> "the text is not the one expected, but: " + said);
    }
}
