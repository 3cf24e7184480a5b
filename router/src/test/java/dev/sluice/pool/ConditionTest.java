package dev.sluice.pool;

import static dev.sluice.pool.Health.DOWN;
import static dev.sluice.pool.Health.HUNG;
import static dev.sluice.pool.Health.LOADING;
import static dev.sluice.pool.Health.SILENT;
import static dev.sluice.pool.Health.UNKNOWN;
import static dev.sluice.pool.Health.UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionTest {

    private static final Sighting READY = new Sighting.Ready(Profile.UNKNOWN, OptionalInt.empty());
    private static final Sighting LOADS = new Sighting.Loading();
    private static final Sighting OUT = new Sighting.Out("refused");
    private static final Sighting PROGRESS = new Sighting.Progress();
    private static final Sighting NO_ANSWER = new Sighting.NoAnswer(false);
    private static final Sighting HEARD = new Sighting.NoAnswer(true);

    private long now = seconds(1_000);
    private Condition condition = is(UP);

    @Nested
    class Looks {

        /** What each look makes of each health, where no pause holds it. */
        @ParameterizedTest
        @CsvSource({
            "UNKNOWN, UP,      LOADING, DOWN, SILENT,  UNKNOWN, UNKNOWN",
            "LOADING, UP,      LOADING, DOWN, LOADING, LOADING, LOADING",
            "UP,      UP,      LOADING, DOWN, SILENT,  UP,      UP",
            "SILENT,  UP,      LOADING, DOWN, SILENT,  UP,      SILENT",
            "HUNG,    UP,      LOADING, DOWN, HUNG,    HUNG,    UP",
            "DOWN,    UP,      LOADING, DOWN, DOWN,    DOWN,    DOWN"
        })
        void makeOfEachHealth(
                Health health, Health ready, Health loads, Health out, Health noAnswer, Health heard, Health progress) {
            assertThat(after(health, READY)).isEqualTo(ready);
            assertThat(after(health, LOADS)).isEqualTo(loads);
            assertThat(after(health, OUT)).isEqualTo(out);
            assertThat(after(health, NO_ANSWER)).isEqualTo(noAnswer);
            assertThat(after(health, HEARD)).isEqualTo(heard);
            assertThat(after(health, PROGRESS)).isEqualTo(progress);
        }

        private Health after(Health health, Sighting sighting) {
            return is(health).seen(sighting, false, now).health();
        }

        @ParameterizedTest
        @EnumSource(Health.class)
        void theSameHealthAgainIsNoNews(Health health) {
            condition = is(health);
            now += seconds(1);
            see(condition.health() == LOADING ? LOADS : condition.health() == DOWN ? OUT : HEARD);
            assertThat(condition.since()).isEqualTo(condition.health() == health ? seconds(1_000) : now);
        }

        @Test
        void whoIsSilentWhileItWorksIsSaidToWork() {
            assertThat(condition.seen(NO_ANSWER, true, now).why()).contains("works");
            assertThat(condition.seen(NO_ANSWER, false, now).why()).doesNotContain("works");
        }

        @Test
        void loadingIsNotFailing() {
            condition = condition.lost("broke", now);
            condition = back().lost("broke", now);
            see(LOADS);
            see(READY);
            assertThat(condition.health()).isEqualTo(UP);
            assertThat(condition.trial()).isFalse();
            assertThat(condition.setbacks()).isZero();
        }
    }

    @Nested
    class Setbacks {

        @Test
        void whoBreaksOnceIsBackAtTheFirstGoodLookButOnTrial() {
            condition = condition.lost("broke", now);
            assertThat(condition.health()).isEqualTo(DOWN);
            see(READY);
            assertThat(condition.health()).isEqualTo(UP);
            assertThat(condition.trial()).isTrue();
        }

        @Test
        void eachOneInARowDoublesThePause() {
            condition = condition.lost("broke", now);
            assertThat(pause()).isZero();
            condition = back().lost("broke", now);
            assertThat(pause()).isEqualTo(Duration.ofMillis(500));
            condition = back().lost("broke", now);
            assertThat(pause()).isEqualTo(Duration.ofSeconds(1));
            condition = back().lost("broke", now);
            assertThat(pause()).isEqualTo(Duration.ofSeconds(2));
        }

        @Test
        void thePauseIsBounded() {
            for (int i = 0; i < 100; i++) {
                condition = back().hung("got nowhere", now);
                assertThat(pause()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(5));
            }
            assertThat(pause()).isEqualTo(Duration.ofMinutes(5));
        }

        @Test
        void severalAtOnceAreOne() {
            Condition lost = condition.lost("broke", now);
            assertThat(lost.lost("broke", now)).isEqualTo(lost);
            Condition failing = condition.failing("failed", now);
            assertThat(failing.failing("failed", now)).isEqualTo(failing);
            Condition hung = condition.hung("got nowhere", now);
            assertThat(hung.hung("got nowhere", now)).isEqualTo(hung);
            assertThat(lost.hung("got nowhere", now)).isEqualTo(lost);
        }

        @Test
        void aRefusalIsNone() {
            condition = condition.unavailable("refused", now);
            assertThat(condition.health()).isEqualTo(DOWN);
            see(READY);
            assertThat(condition.health()).isEqualTo(UP);
            assertThat(condition.trial()).isFalse();
        }

        @Test
        void whoFailsRequestsNeedsTimeWhateverItsProbesSay() {
            condition = condition.failing("failed", now);
            assertBackOnlyAfter(Duration.ofSeconds(5));
        }

        @Test
        void whoHangsNeedsTime() {
            condition = condition.hung("got nowhere", now);
            assertThat(condition.health()).isEqualTo(HUNG);
            assertBackOnlyAfter(Duration.ofSeconds(30));
        }

        @Test
        void orProgressAtOnce() {
            condition = condition.hung("got nowhere", now);
            see(PROGRESS);
            assertThat(condition.health()).isEqualTo(UP);
            assertThat(condition.trial()).isTrue();
        }

        private void assertBackOnlyAfter(Duration pause) {
            now += pause.toNanos() - 1;
            see(READY);
            assertThat(condition.health()).isNotEqualTo(UP);
            now++;
            see(READY);
            assertThat(condition.health()).isEqualTo(UP);
            assertThat(condition.trial()).isTrue();
        }

        private Duration pause() {
            return Duration.ofNanos(condition.notBefore() - now);
        }
    }

    @Nested
    class Answers {

        @Test
        void endTheTrialAndForgetTheSetbacks() {
            condition = condition.lost("broke", now);
            back();
            condition = condition.answered(now);
            assertThat(condition.trial()).isFalse();
            condition = condition.lost("broke", now);
            see(READY);
            assertThat(condition.health())
                    .as("back at once, as after the first time")
                    .isEqualTo(UP);
        }

        @ParameterizedTest
        @EnumSource(names = {"SILENT", "HUNG"})
        void showThatItWasMisjudged(Health health) {
            assertThat(is(health).answered(now).health()).isEqualTo(UP);
        }

        @Test
        void doNotBringBackWhoIsDown() {
            condition = condition.lost("broke", now);
            assertThat(condition.answered(now)).isEqualTo(condition);
        }

        @Test
        void areNoNewsOfWhoIsWell() {
            assertThat(condition.answered(now + 1)).isSameAs(condition);
        }
    }

    @ParameterizedTest
    @EnumSource(Health.class)
    void onlyWhoRefusesOrHangsIsOut(Health health) {
        condition = is(health);
        boolean out = health == DOWN || health == HUNG;
        assertThat(condition.outSince(now)).isEqualTo(out);
        assertThat(condition.outSince(now - 1)).isFalse();
    }

    @Test
    void nobodyIsKnownAtFirst() {
        assertThat(Condition.unknown(now).health()).isEqualTo(UNKNOWN);
        assertThat(Condition.unknown(now).seen(NO_ANSWER, false, now).health()).isEqualTo(SILENT);
    }

    private Condition is(Health health) {
        return new Condition(health, "the test says so", now, false, 0, 0);
    }

    private void see(Sighting sighting) {
        condition = condition.seen(sighting, false, now);
    }

    /** Up again after its pause. */
    private Condition back() {
        now = Math.max(now, condition.notBefore());
        see(READY);
        assertThat(condition.health()).isEqualTo(UP);
        return condition;
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
