package dev.sluice.backends.language;

import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.gguf.CountingVocabulary;

/** A model's language: its tokens, and what it says. */
public interface Language {

    /** The token with which every answer ends that is not cut short. It has no text. */
    int END = CountingVocabulary.END;

    /** The tokens of a text. */
    Tokens read(String text);

    /** The text of tokens. */
    String text(Tokens tokens);

    /** What follows this prompt, to its {@link #END}. */
    Tokens answer(Tokens prompt);
}
