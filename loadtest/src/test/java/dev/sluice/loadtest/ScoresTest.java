package dev.sluice.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoresTest {

    @Test
    void theTableHasMediansAndExtremesAndAllFailures() {
        Scores scores = new Scores();
        scores.add("bare", Figure.EVENT_WARM, 9);
        scores.add("bare", Figure.EVENT_WARM, 7.5);
        scores.add("bare", Figure.EVENT_WARM, 30);
        scores.add("bare", Figure.FAILED, 1);
        scores.add("bare", Figure.FAILED, 2);
        assertThat(scores.table())
                .contains("|  | bare |")
                .contains("| CPU µs per event, warm | 9 (7.50–30) |")
                .contains("| failed | 3 |");
        assertThat(scores.failed()).isEqualTo(3);
    }
}
