package dev.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServiceTimeTest {

    @Test
    void theMeanFollowsWhatIsSeen() {
        ServiceTime learnt = ServiceTime.prior(Discipline.SEQUENTIAL);
        for (int i = 0; i < 40; i++) {
            learnt = learnt.learn(Duration.ofMillis(300));
        }
        assertThat(learnt.mean()).isBetween(Duration.ofMillis(300), Duration.ofMillis(302));
    }

    @Test
    void batchingIsTakenForFasterUntilSeen() {
        assertThat(ServiceTime.prior(Discipline.BATCHING)).isLessThan(ServiceTime.prior(Discipline.SEQUENTIAL));
    }

    @Test
    void aDifferenceBelowAPowerOfTwoIsNone() {
        assertThat(of(1_030)).isEqualByComparingTo(of(2_040));
        assertThat(of(1_000)).isLessThan(of(4_000));
        assertThat(of(0)).isLessThan(of(1));
    }

    private static ServiceTime of(long millis) {
        return new ServiceTime(Duration.ofMillis(millis));
    }
}
