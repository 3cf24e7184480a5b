package dev.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputLengthsTest {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final OutputLengths prior = OutputLengths.PRIOR_ALONE;

    @Test
    void someHundredTokensAreExpectedAtFirst() {
        assertThat(prior.mean(NO_LIMIT)).isBetween(100.0, 1_000.0);
    }

    @Test
    void noAnswerIsExpectedToBeLongerThanItMayBe() {
        assertThat(prior.mean(16)).isLessThanOrEqualTo(16);
        assertThat(prior.mean(1)).isEqualTo(1);
        assertThat(prior.mean(0)).isZero();
        assertThat(prior.mean(64)).isLessThan(prior.mean(512)).isLessThan(prior.mean(NO_LIMIT));
    }

    @Test
    void whatIsSeenIsLearnt() {
        assertThat(learn(10, 200).mean(NO_LIMIT)).isBetween(8.0, 16.0);
        assertThat(learn(3_000, 200).mean(NO_LIMIT)).isBetween(2_048.0, 4_096.0);
    }

    @Test
    void whatWasSeenLongAgoIsForgotten() {
        OutputLengths changed = learn(3_000, 200);
        for (int i = 0; i < 400; i++) {
            changed = changed.learn(10);
        }
        assertThat(changed.mean(NO_LIMIT)).isBetween(8.0, 20.0);
    }

    /** Who has written much already will write much more: the mean of those that are as long, not what is left of it. */
    @Test
    void theOlderTheLongerStill() {
        assertThat(prior.remaining(1_000, NO_LIMIT)).isGreaterThan(prior.remaining(10, NO_LIMIT));
        assertThat(prior.remaining(5_000, NO_LIMIT)).isGreaterThan(prior.remaining(1_000, NO_LIMIT));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 256, 500, 2_000, 20_000, 1_000_000})
    void theRestIsNeverTheMeanMinusTheAge(int written) {
        assertThat(prior.remaining(written, NO_LIMIT))
                .isGreaterThanOrEqualTo(1)
                .isGreaterThan(prior.mean(NO_LIMIT) - written);
    }

    @Test
    void theRestIsAtLeastOneTokenWhileThereMayBeOneAndThenNone() {
        OutputLengths seen = learn(10, 500);
        for (int written = 0; written < 40; written++) {
            assertThat(seen.remaining(written, 40)).isBetween(1.0, 40.0 - written);
        }
        assertThat(seen.remaining(40, 40)).isZero();
        assertThat(seen.remaining(41, 40)).isZero();
    }

    private static OutputLengths learn(int tokens, int times) {
        OutputLengths lengths = OutputLengths.PRIOR_ALONE;
        for (int i = 0; i < times; i++) {
            lengths = lengths.learn(tokens);
        }
        return lengths;
    }
}
