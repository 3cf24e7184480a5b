package dev.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LearntTest {

    private static final long HALF_LIFE = Duration.ofMinutes(10).toNanos();

    private final Learnt prior = Learnt.from(100, 0);

    @Test
    void isThePriorAtFirstAndStaysSo() {
        assertThat(prior.at(0)).isEqualTo(100);
        assertThat(prior.at(HALF_LIFE * 50)).isEqualTo(100);
    }

    @Test
    void followsTheSamples() {
        assertThat(learn(400, 1).at(0)).isBetween(100.0, 200.0);
        assertThat(learn(400, 10).at(0)).isBetween(300.0, 400.0);
        assertThat(learn(400, 100).at(0)).isCloseTo(400, within(0.01));
    }

    @Test
    void driftsBackToThePriorByHalfInTenMinutes() {
        Learnt fast = learn(400, 100);
        assertThat(fast.at(HALF_LIFE)).isCloseTo(200, within(0.01));
        assertThat(fast.at(2 * HALF_LIFE)).isCloseTo(100 * Math.sqrt(2), within(0.01));
        Learnt slow = learn(25, 100);
        assertThat(slow.at(HALF_LIFE)).isCloseTo(50, within(0.01));
    }

    @Test
    void learnsOnFromWhereItHasDriftedTo() {
        Learnt later = learn(400, 100).learn(200, HALF_LIFE);
        assertThat(later.at(HALF_LIFE)).isCloseTo(200, within(0.01));
    }

    @Test
    void aSampleBeyondAllBoundsCountsAsOneAtTheBound() {
        assertThat(prior.learn(1e300, 0).at(0))
                .isEqualTo(prior.learn(100_000, 0).at(0));
        assertThat(prior.learn(1e-300, 0).at(0)).isEqualTo(prior.learn(0.1, 0).at(0));
    }

    private Learnt learn(double sample, int times) {
        Learnt learnt = prior;
        for (int i = 0; i < times; i++) {
            learnt = learnt.learn(sample, 0);
        }
        return learnt;
    }
}
