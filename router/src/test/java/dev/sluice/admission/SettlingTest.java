package dev.sluice.admission;

import static dev.sluice.admission.Timeline.backend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Measured;
import dev.sluice.pool.Settling.CoolDown;
import dev.sluice.pool.Settling.Shown;
import dev.sluice.pool.Sighting;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SettlingTest {

    private static final Duration BOUND = Duration.ofSeconds(5);

    private final Timeline time = new Timeline(10);
    private final Backend shown = backend("a", 1);
    private final Backend cooled = backend("a", new CoolDown(BOUND));

    @Test
    void aCutSlotIsNotGivenAwayBeforeTheBackendIsIdle() {
        time.see(backend("a", 1));
        Ticket cut = time.offer();
        Ticket next = time.offer();
        time.pass(Duration.ofMillis(10));
        time.end(cut, Outcome.CUT);
        assertThat(time.granted(next)).isFalse();
        assertThat(time.proofsAsked("a")).endsWith(Outcome.CUT);

        time.pass(Duration.ofMillis(10));
        time.send(new Event.Idle(new BackendId("a"), time.now()));
        assertThat(time.granted(next)).isTrue();
    }

    @Test
    void aLookThatBeganBeforeTheCutProvesNothing() {
        time.see(backend("a", 1));
        Ticket cut = time.offer();
        time.pass(Duration.ofMillis(10));
        time.end(cut, Outcome.CUT);
        time.send(new Event.Idle(new BackendId("a"), time.now() - 1));
        assertThat(time.granted(time.offer())).isFalse();
    }

    @Test
    void whereNothingShowsIdlenessTheSlotIsFreeAfterACoolDown() {
        time.see(backend("a", new CoolDown(Duration.ofSeconds(5))));
        Ticket cut = time.offer();
        Ticket next = time.offer();
        time.end(cut, Outcome.CUT);
        assertThat(time.wakeUp()).hasValue(Duration.ofSeconds(5).toNanos());
        time.sleepUntilWoken();
        assertThat(time.granted(next)).isTrue();
    }

    @Test
    void whereACutTakesEffectAtOnceTheSlotIsFreeAtOnce() {
        time.see(backend("gpu", 2));
        Ticket cut = time.offer();
        time.offer();
        time.end(cut, Outcome.CUT);
        assertThat(time.granted(time.offer())).isTrue();
    }

    @Nested
    class Quarantine {

        @Test
        void whoHasOneSlotAndDoesNotShowItselfIdleInTimeGetsNothingUntilItDoes() {
            time.see(shown);
            time.end(time.offer(), Outcome.CUT);
            time.pass(Duration.ofMinutes(10));
            time.send(new Event.Tick());
            Ticket waits = time.offer();
            assertThat(time.granted(waits)).isFalse();
            assertThat(time.use("a").quarantined()).isEqualTo(1);
            assertThat(time.use("a").settling()).isZero();
            time.idle(shown);
            assertThat(time.granted(waits)).isTrue();
        }

        @Test
        void whoHasSeveralIsNeverWhollyIdleSoTheBoundMustDo() {
            time.see(shownWith(2));
            time.end(time.offer(), Outcome.CUT);
            time.offer();
            Ticket waits = time.offer();
            assertThat(time.granted(waits)).isFalse();
            assertThat(time.wakeUp()).hasValue(BOUND.toNanos());
            time.sleepUntilWoken();
            assertThat(time.granted(waits)).isTrue();
        }

        @Test
        void whoGetsMoreSlotsThanOneLeavesIt() {
            time.see(shown);
            time.end(time.offer(), Outcome.CUT);
            time.pass(Duration.ofMinutes(1));
            time.send(new Event.Tick());
            time.see(shownWith(2));
            assertThat(time.use("a").quarantined()).isZero();
            time.offer();
            time.offer();
            assertThat(time.use("a").leased()).isEqualTo(2);
        }

        /** Nobody was asked for a proof while nothing could be shown; without one the slot would be lost for ever. */
        @Test
        void whatSettlesWhenABackendTurnsOutToShowItIsProven() {
            time.see(cooled);
            time.end(time.offer(), Outcome.CUT);
            assertThat(time.proofsAsked("a")).isEmpty();
            time.see(shown);
            assertThat(time.proofsAsked("a")).hasSize(1);
        }

        private Backend shownWith(int slots) {
            return backend("a", Timeline.traits(slots, Discipline.SEQUENTIAL, new Shown(BOUND)));
        }
    }

    @Nested
    class FirstSight {

        @Test
        void anotherRouterMayHaveLeftWorkSoNothingIsLeasedBeforeItWasIdle() {
            join(shown);
            assertThat(time.proofsAsked("a")).hasSize(1);
            Ticket waits = time.offer();
            time.pass(Duration.ofMinutes(1).minusNanos(1));
            time.send(new Event.Tick());
            time.see(shown, ready(shown));
            assertThat(time.granted(waits)).isFalse();
            time.idle(shown);
            assertThat(time.granted(waits)).isTrue();
            time.see(shown, ready(shown));
            assertThat(time.proofsAsked("a")).as("later looks ask for nothing").hasSize(1);
        }

        @Test
        void whoShowsNothingOrHasSeveralSlotsBeginsAtOnce() {
            join(cooled);
            assertThat(time.granted(time.offer())).isTrue();
            join(backend("gpu", 2));
            assertThat(time.granted(time.offer())).isTrue();
        }

        private void join(Backend backend) {
            time.send(new Event.Joined(Backend.unknown(backend.id(), backend.url(), 0, time.now())));
            time.see(backend, ready(backend));
        }
    }

    @Nested
    class Learning {

        @Test
        void aLateFirstContentAfterACoolDownMakesItLonger() {
            time.see(cooled);
            serveAfterCut(Duration.ofSeconds(8), Duration.ofSeconds(1));
            assertThat(time.use("a").coolDown()).isGreaterThan(BOUND);
        }

        @Test
        void aPromptOneMakesItShorter() {
            time.see(cooled);
            serveAfterCut(Duration.ofMillis(100), Duration.ofSeconds(1));
            assertThat(time.use("a").coolDown()).isEqualTo(Duration.ofSeconds(4));
            Ticket cut = time.offer();
            time.end(cut, Outcome.CUT);
            assertThat(time.wakeUp())
                    .hasValue(time.now() + Duration.ofSeconds(4).toNanos());
        }

        @Test
        void anAnswerInOnePieceTellsNothing() {
            time.see(cooled);
            serveAfterCut(Duration.ofMinutes(2), Duration.ZERO);
            assertThat(time.use("a").coolDown()).isEqualTo(BOUND);
        }

        @Test
        void longAfterItWhateverIsLateHasAnotherReason() {
            time.see(cooled);
            time.end(time.offer(), Outcome.CUT);
            time.sleepUntilWoken();
            time.pass(Duration.ofMinutes(20));
            serve(Duration.ofSeconds(30), Duration.ofSeconds(1));
            assertThat(time.use("a").coolDown()).isEqualTo(BOUND);
        }

        @Test
        void onlyTheFirstRequestAfterItTells() {
            time.see(cooled);
            serve(Duration.ofSeconds(30), Duration.ofSeconds(1));
            assertThat(time.use("a").coolDown()).isEqualTo(BOUND);
            serveAfterCut(Duration.ofMillis(100), Duration.ofSeconds(1));
            serve(Duration.ofSeconds(30), Duration.ofSeconds(1));
            assertThat(time.use("a").coolDown()).isEqualTo(Duration.ofSeconds(4));
        }

        private void serveAfterCut(Duration untilFirst, Duration generating) {
            time.end(time.offer(), Outcome.CUT);
            time.sleepUntilWoken();
            serve(untilFirst, generating);
        }

        private void serve(Duration untilFirst, Duration generating) {
            Ticket next = time.offer();
            time.pass(untilFirst.plus(generating));
            time.end(
                    next,
                    Ending.complete(new Measured(
                            100,
                            OptionalInt.of(25),
                            OptionalInt.empty(),
                            OptionalInt.of(50),
                            untilFirst,
                            generating,
                            OptionalDouble.empty(),
                            OptionalDouble.empty())),
                    Then.DONE);
        }
    }

    private static Sighting ready(Backend backend) {
        return new Sighting.Ready(backend.profile(), OptionalInt.empty());
    }
}
