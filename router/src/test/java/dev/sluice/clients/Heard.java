package dev.sluice.clients;

import java.util.Optional;

/**
 * What a client made of a streamed answer.
 *
 * @param text the text that it gave to its user
 * @param error what it raised, in its own words
 */
record Heard(String text, Optional<String> error) {

    static Heard whole(String text) {
        return new Heard(text, Optional.empty());
    }

    static Heard error(Throwable error) {
        return new Heard("", Optional.of(error.toString()));
    }
}
