package dev.sluice.admission;

import static dev.sluice.admission.Timeline.backend;
import static dev.sluice.admission.Timeline.wide;
import static dev.sluice.fixture.Backends.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.Lease.Reports;
import dev.sluice.pool.Ability;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Health;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Served;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HealthInAdmissionTest {

    private final Timeline time = new Timeline(10);
    private final Backend a = backend("a", 1);
    private final Backend b = backend("b", 1);
    private final Backend gpu = backend("gpu", 3);

    @Nested
    class Trial {

        @Test
        void whoIsBackGetsOneRequestUntilItsFirstContentHasCome() {
            breakAndBringBack();
            Ticket first = time.offer();
            Ticket second = time.offer();
            assertThat(time.lease(first).reports()).isEqualTo(Reports.FIRST_CONTENT);
            assertThat(time.granted(second)).isFalse();
            time.send(new Event.Grown(time.lease(first).epoch(), 1));
            assertThat(time.granted(second)).isTrue();
            assertThat(time.lease(second).reports()).isEqualTo(Reports.NONE);
        }

        @Test
        void orUntilItIsServed() {
            breakAndBringBack();
            Ticket first = time.offer();
            Ticket second = time.offer();
            Ticket third = time.offer();
            time.end(first, Outcome.COMPLETE);
            assertThat(time.granted(second) && time.granted(third)).isTrue();
        }

        @Test
        void whoseLeaseEndsUnsentIsStillOnTrial() {
            breakAndBringBack();
            Ticket first = time.offer();
            Ticket second = time.offer();
            Ticket third = time.offer();
            time.end(first, Outcome.UNSENT);
            assertThat(time.granted(second)).isTrue();
            assertThat(time.granted(third)).isFalse();
        }

        private void breakAndBringBack() {
            time.see(gpu);
            time.end(time.offer(), Outcome.LOST);
            time.see(gpu);
        }
    }

    @Nested
    class Failing {

        @Test
        void threeInARowPutItOutIfAnotherCanStandIn() {
            time.see(gpu);
            time.see(b);
            failOn("gpu", 2);
            assertThat(health("gpu")).isEqualTo(Health.UP);
            failOn("gpu", 1);
            assertThat(health("gpu")).isEqualTo(Health.DOWN);
            assertThat(time.decisions()).contains(new Decision.Recheck(gpu.id()));
        }

        @Test
        void oneThatSucceedsBetweenThemStartsTheCountAnew() {
            time.see(gpu);
            time.see(b);
            failOn("gpu", 2);
            time.end(time.offer(), Outcome.COMPLETE);
            failOn("gpu", 2);
            assertThat(health("gpu")).isEqualTo(Health.UP);
        }

        @Test
        void theLastOneStays() {
            time.see(gpu);
            time.see(as(Health.DOWN, b));
            failOn("gpu", 20);
            assertThat(health("gpu")).isEqualTo(Health.UP);
        }

        @Test
        void whoServesSomethingElseIsNoStandIn() {
            time.see(gpu);
            time.see(backend("other", 1, "x"));
            failOn("gpu", 3);
            assertThat(health("gpu")).isEqualTo(Health.UP);
        }

        @Test
        void thoseThatFailTogetherAreOneSetback() {
            time.see(backend("gpu", 8));
            time.see(b);
            List<Ticket> all = List.of(time.offer(), time.offer(), time.offer(), time.offer(), time.offer());
            all.forEach(ticket -> time.end(ticket, Outcome.FAILED));
            assertThat(time.use("gpu").backend().condition().setbacks()).isEqualTo(1);
            time.pass(Duration.ofSeconds(5));
            time.see(backend("gpu", 8));
            assertThat(health("gpu")).isEqualTo(Health.UP);
        }

        private void failOn(String backend, int times) {
            for (int i = 0; i < times; i++) {
                Ticket ticket = time.offer();
                assertThat(time.where(ticket)).isEqualTo(backend);
                time.end(ticket, Outcome.FAILED);
            }
        }
    }

    @Nested
    class NotUp {

        @Test
        void whoIsSilentGetsNoLeaseAndKeepsWhatItHas() {
            time.see(gpu);
            Ticket runs = time.offer();
            time.see(gpu, new Sighting.NoAnswer(false));
            Ticket waits = time.offer();
            assertThat(health("gpu")).isEqualTo(Health.SILENT);
            assertThat(time.granted(waits)).isFalse();
            assertThat(time.use("gpu").leased()).isEqualTo(1);
            time.send(new Event.Grown(time.lease(runs).epoch(), 1));
            assertThat(time.granted(waits)).isTrue();
        }

        @Test
        void whoHangsGetsNoneUntilItGetsOn() {
            time.see(gpu);
            time.end(time.offer(), Outcome.HUNG);
            Ticket waits = time.offer();
            time.see(gpu);
            assertThat(health("gpu")).isEqualTo(Health.HUNG);
            assertThat(time.granted(waits)).isFalse();
            time.see(gpu, new Sighting.Progress());
            assertThat(time.granted(waits)).isTrue();
        }

        @Test
        void aSlotThatHangsSettles() {
            time.see(a);
            time.end(time.offer(), Outcome.HUNG);
            time.see(a, new Sighting.Progress());
            Ticket waits = time.offer();
            assertThat(time.granted(waits)).isFalse();
            time.idle(a);
            assertThat(time.granted(waits)).isTrue();
        }
    }

    @Nested
    class AllOut {

        @Test
        void whoWaitsForThoseThatHaveRefusedForAMinuteIsToldAtTheWakeUp() {
            time.see(as(Health.DOWN, a));
            time.see(as(Health.DOWN, b));
            Ticket ticket = time.offer(Timeline.MODEL, Duration.ofMinutes(4));
            assertThat(time.wakeUp()).hasValue(Duration.ofMinutes(1).toNanos());
            time.sleepUntilWoken();
            assertThat(time.rejections(ticket)).containsExactly(Rejection.ALL_OUT);
        }

        @Test
        void whoComesThenIsToldAtOnce() {
            time.see(as(Health.DOWN, a));
            time.pass(Duration.ofMinutes(1));
            assertThat(time.rejections(time.offer())).containsExactly(Rejection.ALL_OUT);
        }

        @Test
        void whileOneLoadsEverybodyWaits() {
            time.see(as(Health.DOWN, a));
            time.see(as(Health.LOADING, b));
            Ticket early = time.offer(Timeline.MODEL, Duration.ofMinutes(4));
            time.pass(Duration.ofMinutes(2));
            time.send(new Event.Tick());
            Ticket late = time.offer();
            assertThat(time.rejections(early)).isEmpty();
            assertThat(time.rejections(late)).isEmpty();
            time.see(b);
            assertThat(time.where(early)).isEqualTo("b");
        }

        @Test
        void whoComesBackFromTheOnlyOtherOneIsToldAtOnce() {
            time.see(a);
            time.see(as(Health.DOWN, b));
            Ticket ticket = time.offer();
            time.pass(Duration.ofMinutes(1));
            time.again(ticket, Outcome.FAILED);
            assertThat(time.rejections(ticket)).containsExactly(Rejection.ALL_OUT);
        }

        @Test
        void whoFitsOnlyOnThoseIsToldWhenItIsCounted() {
            Backend small = model("small", new Served("m", List.of("m"), OptionalInt.of(100), Set.of()));
            time.see(small);
            time.see(as(Health.DOWN, b));
            time.offer();
            Ticket ticket = time.offer(Timeline.MODEL, Duration.ofMinutes(4));
            time.pass(Duration.ofMinutes(1));
            time.send(new Event.Counted(ticket.id(), 200));
            assertThat(time.rejections(ticket)).containsExactly(Rejection.ALL_OUT);
        }
    }

    @Nested
    class Suiting {

        private final Backend small = model("small", new Served("m", List.of("m"), OptionalInt.of(100), Set.of()));
        private final Backend large = model("large", new Served("m", List.of("m"), OptionalInt.of(1_000), Set.of()));
        private final Backend blind =
                model("blind", new Served("m", List.of("m"), OptionalInt.empty(), Set.of(Ability.VISION)));
        private final Needs picture = new Needs(Set.of(Ability.VISION), 1, 0, OptionalInt.empty());

        @Test
        void whatNobodyCanDoIsRefusedAtOnce() {
            time.see(blind);
            assertThat(time.rejections(time.offer(picture))).containsExactly(Rejection.UNABLE);
        }

        @Test
        void aModelThatNobodyHasIsWaitedFor() {
            time.see(blind);
            assertThat(time.rejections(time.offer("unknown"))).isEmpty();
        }

        @Test
        void whatOnlyOneCanDoGoesThere() {
            time.see(blind);
            time.see(b);
            assertThat(time.where(time.offer(picture))).isEqualTo("b");
            assertThat(time.granted(time.offer(picture))).isFalse();
        }

        @Test
        void aPromptThatWasCountedWaitsForALargerContext() {
            time.see(small);
            time.see(as(Health.LOADING, large));
            time.offer();
            Ticket ticket = time.offer();
            time.send(new Event.Counted(ticket.id(), 100));
            time.see(large);
            assertThat(time.where(ticket)).isEqualTo("large");
        }

        @Test
        void aPromptThatFitsNowhereIsRefused() {
            time.see(small);
            time.offer();
            Ticket ticket = time.offer();
            time.send(new Event.Counted(ticket.id(), 99));
            assertThat(time.rejections(ticket)).isEmpty();
            time.send(new Event.Counted(ticket.id(), 100));
            assertThat(time.rejections(ticket)).containsExactly(Rejection.TOO_LONG);
        }

        @Test
        void aPromptForAModelThatNobodyHasYetIsNotTooLong() {
            time.see(small);
            Ticket ticket = time.offer("unknown");
            time.send(new Event.Counted(ticket.id(), 100));
            assertThat(time.rejections(ticket)).isEmpty();
        }

        @Test
        void whoOverflowedGoesOnceToALargerOne() {
            time.see(small);
            Ticket ticket = time.offer();
            time.see(large);
            time.end(ticket, Ending.of(Outcome.REFUSED), new Then.Larger(100));
            assertThat(time.where(ticket)).isEqualTo("large");
            time.end(ticket, Ending.of(Outcome.REFUSED), new Then.Larger(1_000));
            assertThat(time.rejections(ticket)).containsExactly(Rejection.NOWHERE_ELSE);
        }

        @Test
        void whatABackendHasShownThatItCannotDoIsNotAskedOfItAgain() {
            time.see(a);
            time.see(as(Health.LOADING, b));
            Ticket ticket = time.offer(picture);
            Ticket waits = time.offer(picture);
            time.end(ticket, Ending.of(Outcome.REFUSED), new Then.Abler(Ability.VISION));
            assertThat(time.granted(waits)).isFalse();
            assertThat(time.granted(time.offer())).as("others are served there").isTrue();
            time.see(b);
            assertThat(time.where(ticket)).isEqualTo("b");
        }

        @Test
        void whoWaitsForWhatNobodyCanDoAnyMoreIsToldAtOnce() {
            time.see(a);
            Ticket ticket = time.offer(picture);
            Ticket waits = time.offer(picture);
            time.end(ticket, Ending.of(Outcome.REFUSED), new Then.Abler(Ability.VISION));
            assertThat(time.rejections(ticket)).containsExactly(Rejection.NOWHERE_ELSE);
            assertThat(time.rejections(waits)).containsExactly(Rejection.UNABLE);
        }

        @Test
        void anyNameOfAModelWillDo() {
            time.see(model("a", new Served("m.gguf", List.of("m.gguf", "m"), OptionalInt.empty(), Set.of())));
            assertThat(time.lease(time.offer("m")).model().id()).isEqualTo("m.gguf");
        }
    }

    @Nested
    class Crowd {

        @Test
        void whoHasRequestsWaitingInsideGetsFewerAndThenOneMoreAtEachLook() {
            time.see(gpu);
            List<Ticket> all = List.of(time.offer(), time.offer(), time.offer());
            crowd(1);
            assertThat(time.use("gpu").limit()).isEqualTo(2);
            all.forEach(ticket -> time.end(ticket, Outcome.COMPLETE));
            time.offer();
            time.offer();
            Ticket third = time.offer();
            assertThat(time.granted(third)).isFalse();
            crowd(0);
            assertThat(time.granted(third)).isTrue();
        }

        @Test
        void oneAlwaysMay() {
            time.see(gpu);
            crowd(100);
            assertThat(time.granted(time.offer())).isTrue();
        }

        @Test
        void whoDoesNotTellIsNotJudged() {
            time.see(gpu);
            time.offer();
            crowd(1);
            time.see(gpu);
            assertThat(time.use("gpu").limit()).isEqualTo(1);
        }

        private void crowd(int inside) {
            time.see(gpu, new Sighting.Ready(gpu.profile(), OptionalInt.of(inside)));
        }
    }

    /** what runs may end, and nothing comes on top. */
    @Test
    void slotsMayChangeWhileRequestsRun() {
        Backend four = backend("a", a.traits().withSlots(4));
        time.see(a);
        time.offer();
        time.see(four);
        Ticket three = time.offer(wide(3));
        assertThat(time.granted(three)).isTrue();
        Ticket waits = time.offer();
        time.see(a);
        time.end(three, Outcome.COMPLETE);
        assertThat(time.granted(waits)).isFalse();
        assertThat(time.use("a").leased()).isEqualTo(1);
    }

    private Health health(String backend) {
        return time.use(backend).backend().health();
    }

    private static Backend model(String name, Served model) {
        Backend plain = backend(name, Timeline.traits(1, Discipline.SEQUENTIAL, new Settling.AtOnce()));
        return plain.with(new Profile(plain.traits(), Facts.NONE, List.of(model)));
    }
}
