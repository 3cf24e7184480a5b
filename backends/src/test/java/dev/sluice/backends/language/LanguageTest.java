package dev.sluice.backends.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.language.Utterance.Finish;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    private static final Language COUNTING = Counting.LANGUAGE;
    private static final Language POEM = new Recitation("Roses are red,\nviolets are  blue. ");

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Hello!,6",
                " 7,1",
                " 42 43,2",
                " 1000,1",
                " 1001,2",
                " 0,2",
                " 01,3",
                "<|user|>,1",
                "<|user|>Hi,3",
                "<x>,3",
                "é,2"
            })
    void textIsReadAsTheModelDoes(String text, int tokens) {
        assertThat(COUNTING.read(text).size()).isEqualTo(tokens);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello!", " 7 8 é <x> 1001 99999999999", "", "  "})
    void whatIsReadIsTheSameText(String text) {
        assertThat(COUNTING.text(COUNTING.read(text))).isEqualTo(text);
        assertThat(POEM.text(POEM.read(text))).isEqualTo(text);
    }

    @Test
    void anAnswerCountsAndGoesOnFromANumber() {
        assertThat(said(COUNTING, "Count!", 3)).isEqualTo(" 1 2 3");
        assertThat(said(COUNTING, "Count! 1 2 3", 3)).isEqualTo(" 4 5 6");
    }

    @Test
    void afterTheLastNumberItEnds() {
        Utterance end = Utterance.after(COUNTING.read(" 998"), COUNTING, 100, List.of());
        assertThat(end.text(end.tokens().size())).isEqualTo(" 999 1000");
        assertThat(end.tokens().size()).isEqualTo(3);
        assertThat(end.finish()).isEqualTo(new Finish.Natural());
    }

    @Test
    void aLimitCutsItShort() {
        assertThat(Utterance.after(COUNTING.read("x"), COUNTING, 3, List.of()).finish())
                .isEqualTo(new Finish.Length());
    }

    @Test
    void aTextEndsItAndIsNotSaid() {
        Utterance stopped = Utterance.after(COUNTING.read("x"), COUNTING, 100, List.of("nothing", "2 3"));
        assertThat(stopped.text(stopped.tokens().size())).isEqualTo(" 1 ");
        assertThat(stopped.finish()).isEqualTo(new Finish.Stopped("2 3"));
    }

    @Test
    void aTextIsRecitedWordByWordAndGoneOnWith() {
        assertThat(said(POEM, "Say it!", 100)).isEqualTo("Roses are red,\nviolets are  blue. ");
        assertThat(said(POEM, "Say it!", 2)).isEqualTo("Roses are");
        assertThat(said(POEM, "Say it! Roses are", 1)).isEqualTo("Roses");
        assertThat(said(POEM, "Roses are", 2)).isEqualTo(" red,\nviolets");
    }

    private static String said(Language language, String prompt, int limit) {
        Tokens read = language.read(prompt);
        Utterance utterance = Utterance.after(read, language, limit, List.of());
        return utterance.text(utterance.tokens().size());
    }
}
