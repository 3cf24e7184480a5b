package dev.sluice.admission;

import static dev.sluice.admission.Timeline.at;
import static dev.sluice.admission.Timeline.backend;
import static dev.sluice.fixture.Backends.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.AdminState;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Health;
import dev.sluice.pool.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Backends that are drained, or leave the pool, and come back. */
class LeavingTest {

    private final Timeline time = new Timeline(10);
    private final Backend one = backend("one", 1);
    private final Backend gpu = backend("gpu", 2);

    @Nested
    class Drained {

        @Test
        void itGetsNoMoreWorkAndIsOutWhenWhatRunsThereHasEnded() {
            time.see(gpu);
            Ticket runs = time.offer();
            drain(gpu, true);
            assertThat(admin(gpu)).isEqualTo(AdminState.DRAINING);
            Ticket waits = time.offer();
            assertThat(time.granted(waits)).isFalse();
            time.end(runs, Outcome.COMPLETE);
            assertThat(admin(gpu)).isEqualTo(AdminState.OUT);
            assertThat(time.granted(waits)).isFalse();
        }

        @Test
        void itIsNotOutWhileASlotSettles() {
            time.see(one);
            Ticket runs = time.offer();
            drain(one, true);
            time.end(runs, Outcome.CUT);
            assertThat(admin(one)).isEqualTo(AdminState.DRAINING);
            time.pass(Duration.ofMillis(1));
            time.idle(one);
            assertThat(admin(one)).isEqualTo(AdminState.OUT);
        }

        @Test
        void whoStopsTheServerNeedNotWaitForWhatWasLostThere() {
            time.see(one);
            Ticket runs = time.offer();
            drain(one, true);
            time.end(runs, Outcome.LOST);
            assertThat(admin(one)).isEqualTo(AdminState.OUT);
        }

        @Test
        void inServiceAgainItServesWhoWaits() {
            time.see(one);
            drain(one, true);
            Ticket waits = time.offer();
            drain(one, false);
            assertThat(admin(one)).isEqualTo(AdminState.IN_SERVICE);
            assertThat(time.granted(waits)).isTrue();
        }

        @Test
        void itsHealthIsLookedAtAllTheSame() {
            time.see(one);
            drain(one, true);
            time.see(as(Health.DOWN, one));
            assertThat(time.use("one").backend().health()).isEqualTo(Health.DOWN);
            time.see(one);
            assertThat(time.use("one").backend().health()).isEqualTo(Health.UP);
            assertThat(admin(one)).isEqualTo(AdminState.OUT);
        }

        @Test
        void eachChangeIsToldOnce() {
            time.see(one);
            Ticket runs = time.offer();
            drain(one, true);
            drain(one, true);
            time.end(runs, Outcome.COMPLETE);
            drain(one, false);
            assertThat(adminStates()).containsExactly(AdminState.DRAINING, AdminState.OUT, AdminState.IN_SERVICE);
        }

        @Test
        void itHoldsBackNoLaterTier() {
            time.see(one);
            time.see(at("http://backup", 1, gpu));
            drain(one, true);
            assertThat(time.where(time.offer())).isEqualTo("gpu");
        }

        /** Who fails three answers in a row is put out only where another can stand in. */
        @Test
        void itIsNoStandIn() {
            time.see(one);
            time.see(gpu);
            drain(gpu, true);
            for (int i = 0; i < 3; i++) {
                time.end(time.offer(), Outcome.FAILED);
            }
            assertThat(time.use("one").backend().health()).isEqualTo(Health.UP);
        }

        @Test
        void whoWaitsForItAloneIsTurnedAwayAfterAMinute() {
            time.see(one);
            drain(one, true);
            Ticket waits = time.offer(Timeline.MODEL, Duration.ofMinutes(4));
            time.sleepUntilWoken();
            assertThat(time.now()).isEqualTo(Duration.ofMinutes(1).toNanos());
            assertThat(time.rejections(waits)).containsExactly(Rejection.ALL_OUT);
            assertThat(time.rejections(time.offer())).containsExactly(Rejection.ALL_OUT);
        }

        @Test
        void whoCameWhileItWasOutForLongIsServedOnceItIsBack() {
            time.see(one);
            drain(one, true);
            time.pass(Duration.ofMinutes(2));
            drain(one, false);
            assertThat(time.granted(time.offer())).isTrue();
        }
    }

    @Nested
    class Left {

        @Test
        void itIsGoneAtOnceIfNothingRunsThere() {
            time.see(one);
            leave(one);
            assertThat(gone()).containsExactly("one");
            assertThat(time.snapshot().known()).isEmpty();
        }

        @Test
        void whatRunsThereEndsAndThenItIsGone() {
            time.see(gpu);
            Ticket runs = time.offer();
            leave(gpu);
            assertThat(admin(gpu)).isEqualTo(AdminState.DRAINING);
            Ticket waits = time.offer();
            assertThat(time.granted(waits)).as("there is a free slot").isFalse();
            time.end(runs, Outcome.COMPLETE);
            assertThat(gone()).containsExactly("gpu");
            assertThat(time.granted(waits)).isFalse();
        }

        @Test
        void whatSettlesThereHoldsNothingUp() {
            time.see(one);
            Ticket runs = time.offer();
            leave(one);
            time.end(runs, Outcome.CUT);
            assertThat(gone()).containsExactly("one");
        }

        @Test
        void whatIsSaidOfItAfterwardsIsOfNoUse() {
            time.see(one);
            Ticket ended = time.offer();
            Lease lease = time.lease(ended);
            time.end(ended, Outcome.COMPLETE);
            leave(one);
            leave(one);
            drain(one, true);
            time.see(one, new Sighting.Ready(one.profile(), OptionalInt.empty()));
            time.idle(one);
            time.send(new Event.Assigned(one.id(), 1, "elsewhere"));
            time.send(new Event.Grown(lease.epoch(), 3));
            time.send(new Event.End(lease.epoch(), Ending.of(Outcome.LOST), Then.DONE));
            assertThat(time.snapshot().known()).isEmpty();
            assertThat(time.snapshot().stale()).isEqualTo(1);
            assertThat(gone()).containsExactly("one");
        }

        @Test
        void whoJoinsWhileItLeavesServesWithAllThatWasLearnt() {
            time.see(one);
            time.pass(Duration.ofSeconds(1));
            Ticket first = time.offer();
            time.pass(Duration.ofSeconds(1));
            time.serve(first);
            var learnt = time.use("one").rates();
            Ticket runs = time.offer();
            leave(one);
            join(one);
            assertThat(admin(one)).isEqualTo(AdminState.IN_SERVICE);
            assertThat(time.use("one").leased()).isEqualTo(1);
            assertThat(time.use("one").rates()).isEqualTo(learnt).isNotEmpty();
            Ticket waits = time.offer();
            time.end(runs, Outcome.COMPLETE);
            assertThat(time.granted(waits)).isTrue();
            assertThat(gone()).isEmpty();
        }

        /** The operator's word outlasts that of who finds backends. */
        @Test
        void whoIsDrainedLeavesAndJoinsAgainIsDrained() {
            time.see(one);
            time.offer();
            drain(one, true);
            leave(one);
            join(one);
            assertThat(admin(one)).isEqualTo(AdminState.DRAINING);
        }

        @Test
        void whoJoinsAfterItWasGoneIsUnseenAndProvesThatItIsIdle() {
            time.see(one);
            time.end(time.offer(), Outcome.CUT);
            leave(one);
            join(one);
            assertThat(time.use("one").backend().health()).isEqualTo(Health.UNKNOWN);
            Ticket waits = time.offer();
            time.see(one, new Sighting.Ready(one.profile(), OptionalInt.empty()));
            assertThat(time.granted(waits)).isFalse();
            time.idle(one);
            assertThat(time.granted(waits)).isTrue();
        }

        @Test
        void whoWaitedForItGoesToAnotherThatComes() {
            time.see(one);
            time.offer();
            Ticket waits = time.offer();
            leave(one);
            time.see(gpu);
            assertThat(time.where(waits)).isEqualTo("gpu");
        }

        @Test
        void whoWaitsForAModelThatNobodyHasAnyMoreWaitsUntilItsDeadline() {
            time.see(one);
            time.offer();
            Ticket waits = time.offer(Timeline.MODEL, Duration.ofMinutes(4));
            leave(one);
            time.sleepUntilWoken();
            assertThat(time.now()).isEqualTo(Duration.ofMinutes(4).toNanos());
            assertThat(time.rejections(waits)).containsExactly(Rejection.DEADLINE);
        }

        @Test
        void whoCouldBeServedOnlyThereIsToldSoAtOnce() {
            time.see(one);
            time.see(gpu);
            Ticket again = time.offer();
            time.offer();
            time.offer();
            assertThat(time.where(again)).isEqualTo("gpu");
            time.again(again, Outcome.REFUSED);
            assertThat(time.rejections(again)).isEmpty();
            leave(one);
            assertThat(time.rejections(again)).containsExactly(Rejection.NOWHERE_ELSE);
        }

        @Test
        void itHoldsBackNoLaterTier() {
            time.see(one);
            time.see(at("http://backup", 1, gpu));
            time.offer();
            Ticket waits = time.offer();
            assertThat(time.granted(waits)).isFalse();
            leave(one);
            assertThat(time.where(waits)).isEqualTo("gpu");
        }
    }

    private void drain(Backend backend, boolean drained) {
        time.send(new Event.Drained(backend.id(), drained));
    }

    private void leave(Backend backend) {
        time.send(new Event.Left(backend.id()));
    }

    private void join(Backend backend) {
        time.send(new Event.Joined(Backend.unknown(backend.id(), backend.url(), backend.tier(), time.now())));
    }

    private AdminState admin(Backend backend) {
        return time.use(backend.id().value()).backend().admin();
    }

    private List<AdminState> adminStates() {
        return time.decisions().stream()
                .filter(Decision.AdminChanged.class::isInstance)
                .map(decision -> ((Decision.AdminChanged) decision).backend().admin())
                .toList();
    }

    private List<String> gone() {
        return time.decisions().stream()
                .filter(Decision.Gone.class::isInstance)
                .map(decision -> ((Decision.Gone) decision).backend().id())
                .map(BackendId::value)
                .toList();
    }
}
