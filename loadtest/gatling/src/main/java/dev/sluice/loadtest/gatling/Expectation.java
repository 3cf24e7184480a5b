package dev.sluice.loadtest.gatling;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a whole answer holds.
 *
 * @param model who says that it has answered; empty where anyone may
 * @param text the text, where the model is known to count; empty where any is good
 */
record Expectation(Optional<String> model, Optional<String> text) {

    /** Here the models of the demo pool end by themselves. */
    private static final int LAST = 1_000;

    /** The text of a model that counts, so many tokens at most. */
    static String count(int tokens) {
        return IntStream.rangeClosed(1, Math.min(tokens, LAST))
                .mapToObj(n -> " " + n)
                .collect(Collectors.joining());
    }

    /** What is wrong with this answer; empty if nothing is. */
    Optional<String> missing(String by, String finishReason, String said) {
        if (!finishReason.equals("length") && !finishReason.equals("stop")) {
            return Optional.of("finish_reason: " + finishReason);
        }
        if (model.isPresent() && !model.get().equals(by)) {
            return Optional.of("asked " + model.get() + ", answered by " + by);
        }
        return text.filter(expected -> !expected.equals(said)).map(expected -> "another text: " + said);
    }
}
