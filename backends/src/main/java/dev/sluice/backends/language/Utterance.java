package dev.sluice.backends.language;

import dev.sluice.backends.batch.Tokens;
import java.util.List;
import java.util.Optional;

/**
 * What one request gets: an answer as far as it goes.
 *
 * @param language whose
 * @param tokens what is said, in order; with {@link Language#END} at its end if it was not cut short
 * @param finish why it ends
 */
public record Utterance(Language language, Tokens tokens, Finish finish) {

    /** Why an answer ends. */
    public sealed interface Finish {

        /** There is nothing more to say. */
        record Natural() implements Finish {}

        /** The limit of its tokens. */
        record Length() implements Finish {}

        /** This text came up, which is not said. */
        record Stopped(String text) implements Finish {}
    }

    /** What follows the prompt: so many tokens at most, and up to the first of these texts. */
    public static Utterance after(Tokens prompt, Language language, int limit, List<String> stops) {
        Tokens all = language.answer(prompt);
        int length = Math.min(limit, all.size());
        if (!stops.isEmpty()) {
            StringBuilder said = new StringBuilder();
            for (int i = 0; i < length; i++) {
                said.append(language.text(Tokens.of(all.at(i))));
                Optional<String> stop =
                        stops.stream().filter(text -> said.indexOf(text) >= 0).findFirst();
                if (stop.isPresent()) {
                    return new Utterance(language, first(all, i + 1), new Finish.Stopped(stop.get()));
                }
            }
        }
        boolean whole = length == all.size();
        return new Utterance(language, first(all, length), whole ? new Finish.Natural() : new Finish.Length());
    }

    private static Tokens first(Tokens all, int count) {
        return Tokens.of().with(all, count);
    }

    /** What has been said after so many tokens; a text that ends it is left out. */
    public String text(int count) {
        String text = language.text(first(tokens, count));
        return finish instanceof Finish.Stopped(String stop) && count == tokens.size()
                ? text.substring(0, text.indexOf(stop))
                : text;
    }

    /** What the token at this position says by itself. */
    public String piece(int position) {
        return language.text(Tokens.of(tokens.at(position)));
    }
}
