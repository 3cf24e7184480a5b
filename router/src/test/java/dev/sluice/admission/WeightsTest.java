package dev.sluice.admission;

import static dev.sluice.admission.Timeline.at;
import static dev.sluice.admission.Timeline.backend;
import static dev.sluice.admission.Timeline.wide;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Backend;
import dev.sluice.pool.Sighting;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WeightsTest {

    private final Timeline time = new Timeline(10, Map.of("host", 2));

    @Test
    void aRequestTakesASlotForEachOfItsSequences() {
        time.see(backend("gpu", 4));
        Ticket three = time.offer(wide(3));
        Ticket two = time.offer(wide(2));
        assertThat(time.lease(three).weight()).isEqualTo(3);
        assertThat(time.granted(two)).isFalse();
        time.end(three, Outcome.COMPLETE);
        assertThat(time.lease(two).weight()).isEqualTo(2);
        assertThat(time.use("gpu").leased()).isEqualTo(2);
    }

    @Test
    void onASmallerBackendItTakesAllThereAre() {
        time.see(backend("a", 1));
        assertThat(time.lease(time.offer(wide(3))).weight()).isEqualTo(1);
    }

    @Test
    void whoNeedsManySlotsIsNotStarvedByThoseWhoNeedOne() {
        time.see(backend("gpu", 2));
        Ticket first = time.offer();
        Ticket second = time.offer();
        Ticket two = time.offer(wide(2));
        Ticket later = time.offer();
        time.end(first, Outcome.COMPLETE);
        assertThat(time.granted(later)).as("the free slot is kept").isFalse();
        time.end(second, Outcome.COMPLETE);
        assertThat(time.granted(two)).isTrue();
        assertThat(time.granted(later)).isFalse();
        time.end(two, Outcome.COMPLETE);
        assertThat(time.granted(later)).isTrue();
    }

    @Test
    void onlyOneBackendIsKeptForIt() {
        time.see(backend("a", 2));
        time.see(backend("b", 2));
        for (int i = 0; i < 4; i++) {
            time.offer();
        }
        Ticket two = time.offer(wide(2));
        Ticket later = time.offer();
        Ticket last = time.offer();
        Lease onA = leaseOn("a");
        Lease onB = leaseOn("b");
        end(onA);
        assertThat(time.granted(later)).isFalse();
        end(onB);
        assertThat(time.where(later)).isEqualTo("b");
        assertThat(time.granted(two) || time.granted(last)).isFalse();
    }

    @Test
    void whoLeavesGivesBackTheSlotsThatWereKeptForIt() {
        time.see(backend("gpu", 2));
        time.offer();
        Ticket two = time.offer(wide(2));
        Ticket later = time.offer();
        assertThat(time.granted(later)).isFalse();
        time.send(new Event.Cancel(two.id()));
        assertThat(time.granted(later)).isTrue();
    }

    @Test
    void theBoundOfTheQueueHoldsWhileSlotsAreKept() {
        Timeline small = new Timeline(1, Map.of());
        small.see(backend("gpu", 2));
        small.offer();
        small.offer(wide(2));
        Ticket tooMany = small.offer();
        assertThat(small.rejections(tooMany)).containsExactly(Rejection.QUEUE_FULL);
    }

    /** Of a backend that gets one at a time, a request takes as many slots as it really runs sequences. */
    @Test
    void onTrialItsWeightIsWhatItIs() {
        Backend gpu = backend("gpu", 3);
        time.see(gpu);
        time.end(time.offer(), Outcome.LOST);
        time.see(gpu);
        Ticket three = time.offer(wide(3));
        Ticket later = time.offer();
        assertThat(time.lease(three).weight()).isEqualTo(3);
        time.send(new Event.Grown(time.lease(three).epoch(), 1));
        assertThat(time.granted(later)).isFalse();
    }

    @Test
    void theSameWhereABackendHasBeenGivenTooMany() {
        Backend gpu = backend("gpu", 3);
        time.see(gpu);
        Ticket first = time.offer();
        time.see(gpu, new Sighting.Ready(gpu.profile(), OptionalInt.of(3)));
        assertThat(time.use("gpu").limit()).isEqualTo(1);
        Ticket two = time.offer(wide(2));
        time.end(first, Outcome.COMPLETE);
        assertThat(time.lease(two).weight()).isEqualTo(2);
        assertThat(time.granted(time.offer())).isFalse();
    }

    @Nested
    class Hosts {

        @Test
        void allBackendsOfAHostTogetherGetNoMoreThanItsCap() {
            time.see(at("http://host:1", 0, backend("a", 2)));
            time.see(at("http://host:2", 0, backend("b", 2)));
            Ticket first = time.offer();
            time.offer();
            Ticket third = time.offer();
            assertThat(time.granted(third)).isFalse();
            time.end(first, Outcome.COMPLETE);
            assertThat(time.granted(third)).isTrue();
        }

        @Test
        void otherHostsAreFree() {
            time.see(at("http://host:1", 0, backend("a", 2)));
            time.see(backend("b", 2));
            for (int i = 0; i < 4; i++) {
                assertThat(time.granted(time.offer())).isTrue();
            }
        }

        @Test
        void whatSettlesThereCounts() {
            time.see(at("http://host:1", 0, backend("a", 1, "x")));
            time.see(at("http://host:2", 0, backend("b", 2, "y")));
            Ticket cut = time.offer("x");
            time.end(cut, Outcome.CUT);
            time.offer("y");
            assertThat(time.granted(time.offer("y"))).isFalse();
        }

        @Test
        void aWideRequestTakesNoMoreThanTheHostHas() {
            time.see(at("http://host:1", 0, backend("a", 4)));
            assertThat(time.lease(time.offer(wide(3))).weight()).isEqualTo(2);
        }

        @Test
        void aWideRequestIsNotStarvedByTheOthersOnItsHost() {
            time.see(at("http://host:1", 0, backend("a", 2, "x")));
            time.see(at("http://host:2", 0, backend("b", 2, "y")));
            Ticket first = time.offer("y");
            Ticket second = time.offer("y");
            Ticket two = time.offer("x", wide(2), Duration.ofMinutes(1));
            Ticket later = time.offer("y");
            time.end(first, Outcome.COMPLETE);
            assertThat(time.granted(later)).isFalse();
            time.end(second, Outcome.COMPLETE);
            assertThat(time.granted(two)).isTrue();
        }
    }

    private Lease leaseOn(String backend) {
        return time.decisions().stream()
                .filter(Decision.Grant.class::isInstance)
                .map(decision -> ((Decision.Grant) decision).lease())
                .filter(lease -> lease.backend().id().value().equals(backend))
                .findFirst()
                .orElseThrow();
    }

    private void end(Lease lease) {
        time.send(new Event.End(lease.epoch(), Ending.of(Outcome.COMPLETE), Then.DONE));
    }
}
