package dev.sluice.admission;

import static dev.sluice.admission.Timeline.backend;
import static dev.sluice.fixture.Backends.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.BackendId;
import dev.sluice.pool.Health;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final Timeline time = new Timeline(3);

    @Nested
    class Order {

        @Test
        void onlyOneRunsOnASlotAndTheRestFollowInOrderOfArrival() {
            time.see(backend("a", 1));
            Ticket first = time.offer();
            Ticket second = time.offer();
            Ticket third = time.offer();
            assertThat(time.granted(first)).isTrue();
            assertThat(time.granted(second)).isFalse();

            time.end(first, Outcome.COMPLETE);
            assertThat(time.granted(second)).isTrue();
            assertThat(time.granted(third)).isFalse();

            time.end(second, Outcome.COMPLETE);
            assertThat(time.granted(third)).isTrue();
        }

        @Test
        void aBatchingBackendTakesAsManyAsItsSlots() {
            time.see(backend("gpu", 2));
            Ticket first = time.offer();
            Ticket second = time.offer();
            Ticket third = time.offer();
            assertThat(time.granted(first) && time.granted(second)).isTrue();
            assertThat(time.granted(third)).isFalse();
        }

        @Test
        void aLaterRequestOvertakesOnlyWhereNoEarlierOneCouldGo() {
            time.see(backend("a", 1, "x"));
            time.see(backend("b", 1, "y"));
            time.offer("x");
            Ticket waits = time.offer("x");
            Ticket later = time.offer("y");
            assertThat(time.granted(waits)).isFalse();
            assertThat(time.where(later)).isEqualTo("b");
        }

        @Test
        void theFastestFreeBackendIsTakenFirst() {
            time.see(backend("cpu", 1));
            time.see(backend("gpu", 2));
            assertThat(time.where(time.offer())).isEqualTo("gpu");
            assertThat(time.where(time.offer())).isEqualTo("gpu");
            assertThat(time.where(time.offer())).isEqualTo("cpu");
        }

        @Test
        void whatIsLearntOfServiceTimesDecidesWhoIsFastest() {
            time.see(backend("slow", 1));
            time.see(backend("fast", 1));
            for (int i = 0; i < 20; i++) {
                Ticket onSlow = time.offer();
                Ticket onFast = time.offer();
                time.pass(Duration.ofMillis(100));
                time.serve(time.where(onSlow).equals("fast") ? onSlow : onFast);
                time.pass(Duration.ofSeconds(30));
                time.serve(time.where(onSlow).equals("fast") ? onFast : onSlow);
            }
            assertThat(time.where(time.offer())).isEqualTo("fast");
        }
    }

    @Nested
    class Waiting {

        @Test
        void aRequestWaitsForABackendThatIsNotUp() {
            time.see(as(Health.LOADING, backend("a", 1)));
            Ticket ticket = time.offer();
            assertThat(time.granted(ticket)).isFalse();
            time.see(backend("a", 1));
            assertThat(time.granted(ticket)).isTrue();
        }

        @Test
        void oneMoreThanTheBoundIsTurnedAway() {
            time.see(backend("a", 1));
            time.offer();
            time.offer();
            time.offer();
            time.offer();
            Ticket tooMany = time.offer();
            assertThat(time.rejections(tooMany)).containsExactly(Rejection.QUEUE_FULL);
            assertThat(time.snapshot().waiting()).isEqualTo(3);
        }

        @Test
        void aFullQueueDoesNotKeepOutWhoCanStartAtOnce() {
            time.see(backend("a", 1, "x"));
            time.see(backend("b", 1, "y"));
            for (int i = 0; i < 4; i++) {
                time.offer("x");
            }
            assertThat(time.granted(time.offer("y"))).isTrue();
        }

        @Test
        void aDeadlineThatPassesInTheQueueTurnsAwayAtTheWakeUp() {
            time.see(backend("a", 1));
            time.offer();
            Ticket impatient = time.offer(Timeline.MODEL, Duration.ofSeconds(2));
            assertThat(time.wakeUp()).hasValue(Duration.ofSeconds(2).toNanos());
            time.sleepUntilWoken();
            assertThat(time.rejections(impatient)).containsExactly(Rejection.DEADLINE);
            assertThat(time.snapshot().waiting()).isZero();
        }

        @Test
        void aDeadlineMeansNothingToARequestThatRuns() {
            time.see(backend("a", 1));
            Ticket running = time.offer(Timeline.MODEL, Duration.ofSeconds(2));
            time.pass(Duration.ofMinutes(1));
            time.send(new Event.Tick());
            assertThat(time.rejections(running)).isEmpty();
        }

        @Test
        void whoLeavesTheQueueIsForgotten() {
            time.see(backend("a", 1));
            Ticket first = time.offer();
            Ticket leaves = time.offer();
            Ticket last = time.offer();
            time.send(new Event.Cancel(leaves.id()));
            time.end(first, Outcome.COMPLETE);
            assertThat(time.granted(leaves)).isFalse();
            assertThat(time.granted(last)).isTrue();
        }

        @Test
        void whoLeavesWhileAGrantIsOnItsWayKeepsTheSlotUntilTheGrantIsAnswered() {
            time.see(backend("a", 1));
            Ticket leaves = time.offer();
            Ticket next = time.offer();
            time.send(new Event.Cancel(leaves.id()));
            assertThat(time.granted(next)).isFalse();
            time.end(leaves, Outcome.UNSENT);
            assertThat(time.granted(next)).isTrue();
        }
    }

    @Nested
    class Places {

        @Test
        void onlyThoseWhoWaitForTheSameModelAreCounted() {
            time.see(backend("a", 1, "x"));
            time.see(backend("b", 1, "y"));
            Ticket runs = time.offer("x");
            time.offer("y");
            Ticket next = time.offer("x");
            Ticket other = time.offer("y");
            Ticket last = time.offer("x");
            assertThat(time.place(runs)).isEmpty();
            assertThat(time.place(next)).hasValue(new Place(1, 2));
            assertThat(time.place(other)).hasValue(new Place(1, 1));
            assertThat(time.place(last)).hasValue(new Place(2, 2));
        }

        @Test
        void theQueueMovesUpWhenSomebodyGoes() {
            time.see(backend("a", 1));
            Ticket first = time.offer();
            Ticket leaves = time.offer();
            Ticket last = time.offer();
            time.send(new Event.Cancel(leaves.id()));
            assertThat(time.place(leaves)).isEmpty();
            assertThat(time.place(last)).hasValue(new Place(1, 1));
            time.end(first, Outcome.COMPLETE);
            assertThat(time.place(last)).isEmpty();
        }

        @Test
        void whoComesBackFromAFailedAttemptStandsWhereItStood() {
            time.see(backend("a", 1));
            time.see(as(Health.DOWN, backend("b", 1)));
            Ticket fails = time.offer();
            Ticket waits = time.offer();
            assertThat(time.place(waits)).hasValue(new Place(1, 1));
            time.again(fails, Outcome.LOST);
            assertThat(time.place(fails)).hasValue(new Place(1, 2));
            assertThat(time.place(waits)).hasValue(new Place(2, 2));
        }
    }

    @Nested
    class Failover {

        @Test
        void aRequestGoesElsewhereAndKeepsItsPlace() {
            time.see(backend("a", 1));
            time.see(backend("b", 1));
            Ticket onA = time.offer();
            Ticket onB = time.offer();
            Ticket waits = time.offer();
            time.again(onA, Outcome.LOST);
            time.end(onB, Outcome.COMPLETE);
            assertThat(time.where(onA)).isEqualTo("b");
            assertThat(time.granted(waits)).isFalse();
        }

        @Test
        void aBackendThatLostARequestIsOutUntilItIsSeenUpAndIdle() {
            time.see(backend("a", 1));
            Ticket lost = time.offer();
            Ticket next = time.offer();
            time.end(lost, Outcome.LOST);
            assertThat(time.decisions()).contains(new Decision.Recheck(new BackendId("a")));
            assertThat(time.granted(next)).isFalse();

            time.see(backend("a", 1));
            assertThat(time.granted(next)).isFalse();
            time.send(new Event.Idle(new BackendId("a"), time.now()));
            assertThat(time.granted(next)).isTrue();
        }

        @Test
        void noOtherSlotOfABackendThatLostOneIsUsedMeanwhile() {
            time.see(backend("gpu", 2));
            Ticket lost = time.offer();
            time.end(lost, Outcome.LOST);
            Ticket next = time.offer();
            assertThat(time.granted(next)).isFalse();
            time.see(backend("gpu", 2));
            assertThat(time.granted(next)).isTrue();
        }

        @Test
        void aRequestThatEveryBackendHasFailedIsTurnedAwayAtOnce() {
            time.see(backend("a", 1));
            Ticket ticket = time.offer();
            time.again(ticket, Outcome.LOST);
            assertThat(time.rejections(ticket)).containsExactly(Rejection.NOWHERE_ELSE);
        }

        @Test
        void aRequestWaitsForAnotherBackendThatIsDown() {
            time.see(backend("a", 1));
            time.see(as(Health.DOWN, backend("b", 1)));
            Ticket ticket = time.offer();
            time.again(ticket, Outcome.LOST);
            assertThat(time.rejections(ticket)).isEmpty();
            time.see(backend("b", 1));
            assertThat(time.where(ticket)).isEqualTo("b");
        }

        @Test
        void theTimeOfAFailedAttemptIsNoWaiting() {
            time.see(backend("a", 1));
            time.see(as(Health.LOADING, backend("b", 1)));
            Ticket ticket = time.offer(Timeline.MODEL, Duration.ofSeconds(10));
            time.pass(Duration.ofMinutes(5));
            time.again(ticket, Outcome.LOST);
            time.pass(Duration.ofSeconds(9));
            time.send(new Event.Tick());
            assertThat(time.rejections(ticket)).isEmpty();
            time.sleepUntilWoken();
            assertThat(time.rejections(ticket)).containsExactly(Rejection.DEADLINE);
        }

        @Test
        void aBackendThatCannotBeReachedIsOutAndItsSlotIsFreeWhenItIsBack() {
            time.see(backend("a", 1));
            time.end(time.offer(), Outcome.UNAVAILABLE);
            Ticket next = time.offer();
            assertThat(time.granted(next)).isFalse();
            time.see(backend("a", 1));
            assertThat(time.granted(next)).isTrue();
        }

        @Test
        void aBackendThatFailsManyAtOnceIsLookedAtOnce() {
            time.see(backend("gpu", 3));
            List<Ticket> tickets = List.of(time.offer(), time.offer(), time.offer());
            tickets.forEach(ticket -> time.end(ticket, Outcome.LOST));
            assertThat(time.decisions())
                    .filteredOn(Decision.Recheck.class::isInstance)
                    .hasSize(1);
        }

        @Test
        void aBackendThatFailsFastDoesNotCountAsFast() {
            time.see(backend("good", 1));
            time.see(backend("broken", 1));
            for (int i = 0; i < 30; i++) {
                Ticket onGood = time.offer();
                Ticket onBroken = time.offer();
                time.pass(Duration.ofMillis(2));
                time.end(onBroken, Outcome.REFUSED);
                time.pass(Duration.ofSeconds(1));
                time.serve(onGood);
            }
            assertThat(time.where(time.offer())).isEqualTo("good");
        }

        @Test
        void aRequestThatGoesElsewhereIsNotTurnedAwayByAFullQueue() {
            time.see(backend("a", 1));
            time.see(backend("b", 1));
            Ticket onA = time.offer();
            Ticket onB = time.offer();
            for (int i = 0; i < 3; i++) {
                time.offer();
            }
            time.again(onA, Outcome.LOST);
            time.end(onB, Outcome.COMPLETE);
            assertThat(time.where(onA)).isEqualTo("b");
        }
    }

    @Nested
    class Times {

        @Test
        void aBackendIsInUseSinceItsOldestLease() {
            time.see(backend("gpu", 2));
            assertThat(use().oldestSince()).isEmpty();
            time.pass(Duration.ofSeconds(1));
            Ticket first = time.offer();
            time.pass(Duration.ofSeconds(1));
            Ticket second = time.offer();
            assertThat(use().oldestSince()).hasValue(seconds(1));
            time.end(first, Outcome.COMPLETE);
            assertThat(use().oldestSince()).hasValue(seconds(2));
            time.end(second, Outcome.CUT);
            assertThat(use().oldestSince()).isEmpty();
        }

        @Test
        void onlyWhatWasServedToItsEndIsCounted() {
            time.see(backend("gpu", 3));
            List<Ticket> tickets = List.of(time.offer(), time.offer(), time.offer());
            time.end(tickets.get(0), Outcome.COMPLETE);
            time.end(tickets.get(1), Outcome.REFUSED);
            time.end(tickets.get(2), Outcome.LOST);
            assertThat(use().served()).isEqualTo(1);
        }

        @Test
        void theQueueIsAsOldAsItsFirst() {
            time.see(backend("a", 1));
            assertThat(time.snapshot().firstSince()).isEmpty();
            Ticket runs = time.offer();
            assertThat(time.snapshot().firstSince()).isEmpty();
            time.pass(Duration.ofSeconds(1));
            Ticket first = time.offer();
            time.pass(Duration.ofSeconds(1));
            time.offer();
            assertThat(time.snapshot().firstSince()).hasValue(seconds(1));
            time.send(new Event.Cancel(first.id()));
            assertThat(time.snapshot().firstSince()).hasValue(seconds(2));
            time.end(runs, Outcome.COMPLETE);
            assertThat(time.snapshot().firstSince()).isEmpty();
        }

        @Test
        void whoComesBackFromAFailedAttemptHasNotWaitedMeanwhile() {
            time.see(backend("a", 1));
            time.see(as(Health.DOWN, backend("b", 1)));
            time.pass(Duration.ofSeconds(1));
            Ticket ticket = time.offer();
            time.pass(Duration.ofSeconds(10));
            time.again(ticket, Outcome.LOST);
            time.pass(Duration.ofSeconds(1));
            assertThat(time.now() - time.snapshot().firstSince().orElseThrow()).isEqualTo(seconds(1));
        }

        private Snapshot.Use use() {
            return time.snapshot().backends().getFirst();
        }

        private static long seconds(int seconds) {
            return Duration.ofSeconds(seconds).toNanos();
        }
    }

    @Nested
    class Epochs {

        @Test
        void aSecondEndOfALeaseIsDroppedAndCounted() {
            time.see(backend("a", 1));
            Ticket ticket = time.offer();
            time.end(ticket, Outcome.COMPLETE);
            Ticket next = time.offer();
            time.end(ticket, Outcome.COMPLETE);
            assertThat(time.snapshot().stale()).isEqualTo(1);
            assertThat(time.granted(time.offer())).isFalse();
            assertThat(time.granted(next)).isTrue();
        }

        @Test
        void theLeaseOfAnEarlierAttemptEndsNothing() {
            time.see(backend("a", 1));
            time.see(backend("b", 1));
            Ticket ticket = time.offer();
            Lease first = time.lease(ticket);
            time.again(ticket, Outcome.LOST);
            time.send(new Event.End(first.epoch(), Ending.of(Outcome.COMPLETE), Then.DONE));
            assertThat(time.snapshot().stale()).isEqualTo(1);
            assertThat(time.snapshot().backends().get(1).leased()).isEqualTo(1);
        }
    }
}
