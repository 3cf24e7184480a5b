package dev.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccuracyTest {

    @Test
    void whereNothingIsKnownPredictionsAreTakenAsTheyAre() {
        assertThat(Accuracy.NONE.count()).isZero();
        assertThat(Accuracy.NONE.quantile(0.9)).isEqualTo(1);
    }

    @Test
    void aQuantileIsTheRatioBelowWhichThatPartLies() {
        Accuracy accuracy = Accuracy.NONE;
        for (int i = 10; i >= 1; i--) {
            accuracy = accuracy.learn(100, 100 * i);
        }
        assertThat(accuracy.quantile(0)).isEqualTo(1);
        assertThat(accuracy.quantile(0.5)).isEqualTo(6);
        assertThat(accuracy.quantile(0.9)).isEqualTo(10);
        assertThat(accuracy.quantile(1)).isEqualTo(10);
    }

    @Test
    void onlyTheLastOnesAreKept() {
        Accuracy accuracy = Accuracy.NONE.learn(1, 1_000);
        for (int i = 0; i < 64; i++) {
            accuracy = accuracy.learn(1, 2);
        }
        assertThat(accuracy.count()).isEqualTo(64);
        assertThat(accuracy.quantile(1)).isEqualTo(2);
    }

    @Test
    void withoutAPredictionOrATimeThereIsNoRatio() {
        assertThat(Accuracy.NONE.learn(0, 1)).isSameAs(Accuracy.NONE);
        assertThat(Accuracy.NONE.learn(1, 0)).isSameAs(Accuracy.NONE);
        assertThat(Accuracy.NONE.learn(Double.NaN, 1)).isSameAs(Accuracy.NONE);
    }
}
