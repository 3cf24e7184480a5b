package dev.sluice.backends.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountingVocabularyTest {

    private final CountingVocabulary vocabulary = new CountingVocabulary(1000);

    @Test
    void allListsHaveOneElementForEachToken() {
        assertThat(vocabulary.texts()).hasSize(vocabulary.size()).doesNotHaveDuplicates();
        assertThat(vocabulary.types()).hasSize(vocabulary.size());
        assertThat(vocabulary.scores()).hasSize(vocabulary.size());
    }

    @Test
    void numbersStandBehindTheBytes() {
        assertThat(vocabulary.texts().get(CountingVocabulary.tokenOf(42))).isEqualTo("▁42");
        assertThat(CountingVocabulary.numberOf(vocabulary.texts().indexOf("▁1000")))
                .isEqualTo(1000);
        assertThat(vocabulary.texts()).containsSequence(List.of("<|end|>", "<0x00>", "<0x01>"));
    }

    @Test
    void everyNumberIsReachedByMergesOfOneDigitEach() {
        for (int number = 10; number <= 1000; number++) {
            assertThat(vocabulary.texts()).contains("▁" + number / 10);
        }
    }

    @Test
    void scoresFall() {
        assertThat(vocabulary.scores()).isSortedAccordingTo((left, right) -> Float.compare(right, left));
    }
}
