package dev.sluice.backends.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.batch.Tokens;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteLevelCountingTest {

    private static final Language LANGUAGE = ByteLevelCounting.LANGUAGE;

    @Test
    void bytesStandInTheOrderOfTheirLettersAndNumbersBehindThem() {
        assertThat(read("!~ é")).containsExactly(7, 100, 227, 7 + 94 + 12 + 21, 7 + 94 + 8);
        assertThat(read(" 1 42 1000<|user|>")).containsExactly(263, 304, 1262, 4);
    }

    @Test
    void aNumberIsOneTokenOnlyAsAWhole() {
        assertThat(read(" 1001")).containsExactly(227, 23, 22, 22, 23);
        assertThat(read(" 10000")).hasSize(6);
        assertThat(read(" 2000")).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello!", " 7 8 é 数 <x> 1001 99999999999", "", "  "})
    void whatIsReadIsTheSameText(String text) {
        assertThat(LANGUAGE.text(LANGUAGE.read(text))).isEqualTo(text);
    }

    @Test
    void anAnswerGoesOnFromANumber() {
        Tokens answer = LANGUAGE.answer(LANGUAGE.read("Count! 998"));
        assertThat(answer.size()).isEqualTo(3);
        assertThat(LANGUAGE.text(answer)).isEqualTo(" 999 1000");
        assertThat(answer.at(2)).isEqualTo(Language.END);
    }

    @Test
    void eachByteHasALetter() {
        assertThat(ByteLevelCounting.letters("A 42\n")).isEqualTo("AĠ42Ċ");
    }

    private static int[] read(String text) {
        Tokens tokens = LANGUAGE.read(text);
        return IntStream.range(0, tokens.size()).map(tokens::at).toArray();
    }
}
