package dev.sluice.admission;

import static dev.sluice.admission.Timeline.at;
import static dev.sluice.admission.Timeline.backend;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the operator allows, and changes while requests wait and run. */
class BoundsTest {

    private static final QueueBound TWO = QueueBound.ofLength(2);
    private static final QueueBound HUNDRED_BYTES = new QueueBound(Integer.MAX_VALUE, 100);

    @Test
    void theQueueIsBoundedInBytes() {
        Timeline time = busy(new Bounds(HUNDRED_BYTES, Map.of(), Map.of()));
        Ticket fits = offer(time, "x", 60);
        Ticket tooLarge = offer(time, "y", 41);
        Ticket small = offer(time, "y", 40);
        assertThat(time.rejections(fits)).isEmpty();
        assertThat(time.rejections(tooLarge)).containsExactly(Rejection.QUEUE_BYTES_FULL);
        assertThat(time.rejections(small)).isEmpty();
    }

    @Test
    void whatCanStartAtOnceMayBeLargerThanAllThatMayWait() {
        Timeline time = new Timeline(new Bounds(HUNDRED_BYTES, Map.of("x", HUNDRED_BYTES), Map.of()));
        time.see(backend("one", 1, "x"));
        assertThat(time.granted(offer(time, "x", 1_000))).isTrue();
    }

    @Test
    void aModelHasAQueueOfItsOwnLength() {
        Timeline time = busy(new Bounds(QueueBound.ofLength(10), Map.of("x", TWO), Map.of()));
        time.offer("x");
        time.offer("x");
        assertThat(time.rejections(time.offer("x"))).containsExactly(Rejection.MODEL_QUEUE_FULL);
        assertThat(time.rejections(time.offer("y"))).isEmpty();
    }

    @Test
    void aModelHasAQueueOfItsOwnBytes() {
        Timeline time = busy(new Bounds(QueueBound.ofLength(10), Map.of("x", HUNDRED_BYTES), Map.of()));
        offer(time, "x", 60);
        assertThat(time.rejections(offer(time, "x", 41))).containsExactly(Rejection.MODEL_QUEUE_BYTES_FULL);
        assertThat(time.rejections(offer(time, "y", 200))).isEmpty();
    }

    @Test
    void whatHasLeftTheQueueTakesNoRoomInIt() {
        Timeline time = busy(new Bounds(HUNDRED_BYTES, Map.of("x", HUNDRED_BYTES), Map.of()));
        Ticket leaves = offer(time, "x", 100);
        time.send(new Event.Cancel(leaves.id()));
        assertThat(time.rejections(offer(time, "x", 100))).isEmpty();
    }

    @Test
    void whoWaitsWhenABoundIsLoweredKeepsItsPlace() {
        Timeline time = busy(Bounds.ofLength(10));
        List<Ticket> waiting = List.of(time.offer("x"), time.offer("x"), time.offer("x"));
        time.send(new Event.Bounded(Bounds.ofLength(2)));
        assertThat(waiting).allMatch(ticket -> time.rejections(ticket).isEmpty());
        assertThat(time.rejections(time.offer("x"))).containsExactly(Rejection.QUEUE_FULL);
        time.send(new Event.Bounded(Bounds.ofLength(4)));
        assertThat(time.rejections(time.offer("x"))).isEmpty();
    }

    @Test
    void whereAHostHasMoreInUseThanItsNewCapNothingComesOnTop() {
        Timeline time = new Timeline(10);
        time.see(at("http://box:1", 0, backend("gpu", 2)));
        Ticket first = time.offer();
        Ticket second = time.offer();
        time.send(new Event.Bounded(capped("box", 1)));
        Ticket waits = time.offer();
        time.end(first, Outcome.COMPLETE);
        assertThat(time.granted(waits)).isFalse();
        time.end(second, Outcome.COMPLETE);
        assertThat(time.granted(waits)).isTrue();
    }

    @Test
    void whoWaitsForACapStartsWhenItIsRaised() {
        Timeline time = new Timeline(capped("box", 1));
        time.see(at("http://box:1", 0, backend("gpu", 2)));
        time.offer();
        Ticket waits = time.offer();
        assertThat(time.granted(waits)).isFalse();
        time.send(new Event.Bounded(capped("box", 2)));
        assertThat(time.granted(waits)).isTrue();
    }

    @Test
    void backendsAtDifferentAddressesMayShareAHost() {
        Timeline time = new Timeline(capped("box", 1));
        time.see(at("http://10.0.0.1", 0, backend("a", 1)));
        time.see(at("http://10.0.0.2", 0, backend("b", 1)));
        time.send(new Event.Assigned(time.use("a").backend().id(), 0, "box"));
        time.send(new Event.Assigned(time.use("b").backend().id(), 0, "box"));
        Ticket runs = time.offer();
        Ticket waits = time.offer();
        assertThat(time.granted(waits)).isFalse();
        time.end(runs, Outcome.COMPLETE);
        assertThat(time.granted(waits)).isTrue();
    }

    @Test
    void aBackendOfAnotherTierNowServesAsThatTier() {
        Timeline time = new Timeline(10);
        time.see(backend("first", 1));
        time.see(at("http://backup", 1, backend("backup", 1)));
        time.offer();
        Ticket waits = time.offer();
        assertThat(time.granted(waits)).isFalse();
        time.send(new Event.Assigned(time.use("backup").backend().id(), 0, "backup"));
        assertThat(time.where(waits)).isEqualTo("backup");
    }

    @Test
    void eachModelShowsWhoWaitsForIt() {
        Timeline time = busy(Bounds.ofLength(10));
        time.pass(Duration.ofSeconds(1));
        offer(time, "y", 7);
        time.pass(Duration.ofSeconds(1));
        offer(time, "x", 5);
        offer(time, "y", 3);
        assertThat(time.snapshot().queues())
                .containsExactly(
                        new Snapshot.Queue("x", 1, 5, Duration.ofSeconds(2).toNanos()),
                        new Snapshot.Queue("y", 2, 10, Duration.ofSeconds(1).toNanos()));
    }

    @Test
    void theQueuesAreTheSameListUntilSomebodyComesOrGoes() {
        Timeline time = busy(Bounds.ofLength(10));
        Ticket waits = time.offer("x");
        var before = time.snapshot().queues();
        time.send(new Event.Tick());
        assertThat(time.snapshot().queues()).isSameAs(before);
        time.send(new Event.Cancel(waits.id()));
        assertThat(time.snapshot().queues()).isEmpty();
    }

    /** Its one backend serves x and y, and is at work for long. */
    private static Timeline busy(Bounds bounds) {
        Timeline time = new Timeline(bounds);
        time.see(backend("one", 1, "x", "y"));
        time.offer("x");
        return time;
    }

    private static Bounds capped(String host, int slots) {
        return new Bounds(QueueBound.ofLength(10), Map.of(), Map.of(host, slots));
    }

    private static Ticket offer(Timeline time, String model, long bytes) {
        return time.offer(model, new Needs(Set.of(), 1, bytes, OptionalInt.empty()), Duration.ofMinutes(1));
    }
}
