package dev.sluice.admission;

import static dev.sluice.admission.Timeline.backend;
import static dev.sluice.fixture.Backends.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import dev.sluice.pool.Settling;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories; after each step the promises must hold. A failing seed is in the test's name. */
class RandomHistoriesTest {

    private static final int STEPS = 3_000;

    /** However often a backend has failed, it gets another chance after that. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final List<Backend> POOL =
            List.of(backend("a", 1, "x"), backend("b", 1, "x", "y"), backend("gpu", 3, "y"), backend("c", 1, "z"));
    private static final List<String> MODELS = List.of("x", "y", "z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void promisesHoldAfterEveryStep(long seed) {
        History history = new History(new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            history.step();
            history.check();
        }
        history.finish();
    }

    /** A random walk that remembers by itself what runs where. */
    private static final class History {

        private final Random random;
        private final Timeline time = new Timeline(20);
        private final Map<Long, Ticket> open = new HashMap<>();
        private final Map<Long, Lease> running = new HashMap<>();
        private int read;

        History(Random random) {
            this.random = random;
            POOL.forEach(time::see);
        }

        void step() {
            time.pass(Duration.ofMillis(random.nextInt(200)));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> offer(any(MODELS), Duration.ofMillis(random.nextInt(20_000)));
                case 3, 4 -> endAny(any(List.of(Outcome.values())), Then.DONE);
                case 5 -> endAny(any(List.of(Outcome.LOST, Outcome.COMPLETE, Outcome.CUT)), Then.ELSEWHERE);
                case 6 -> time.see(as(any(List.of(Health.values())), any(POOL)));
                default -> time.send(new Event.Idle(any(POOL).id(), time.now() - random.nextInt(3)));
            }
            take();
        }

        private void offer(String model, Duration patience) {
            Ticket ticket = time.offer(model, patience);
            open.put(ticket.id(), ticket);
        }

        private void endAny(Outcome outcome, Then then) {
            if (!running.isEmpty()) {
                Lease lease = any(List.copyOf(running.values()));
                running.remove(lease.epoch());
                time.send(new Event.End(lease.epoch(), Ending.of(outcome), then));
                if (then.equals(Then.DONE)) {
                    open.remove(lease.ticket().id());
                }
            }
        }

        private void take() {
            List<Decision> all = time.decisions();
            for (; read < all.size(); read++) {
                switch (all.get(read)) {
                    case Decision.Grant(Lease lease) -> {
                        assertThat(open).containsKey(lease.ticket().id());
                        assertThat(lease.backend().health()).isEqualTo(Health.UP);
                        assertThat(running.put(lease.epoch(), lease)).isNull();
                    }
                    case Decision.Reject(Ticket ticket, Rejection why) ->
                        assertThat(open.remove(ticket.id()))
                                .as("%s of a ticket that is open", why)
                                .isNotNull();
                    case Decision.ProveIdle prove ->
                        assertThat(prove.backend().traits().settling()).isInstanceOf(Settling.Shown.class);
                    case Decision.Changed changed ->
                        assertThat(changed.before())
                                .isNotEqualTo(changed.backend().health());
                    case Decision.Recheck recheck -> assertThat(POOL).anyMatch(b -> b.id().equals(recheck.backend()));
                }
            }
        }

        void check() {
            Snapshot snapshot = time.snapshot();
            assertThat(snapshot.stale()).isZero();
            assertThat(snapshot.waiting()).as("no ticket is lost").isEqualTo(open.size() - running.size());
            for (Snapshot.Use use : snapshot.backends()) {
                long ours = running.values().stream()
                        .filter(lease ->
                                lease.backend().id().equals(use.backend().id()))
                        .count();
                assertThat(use.leased()).as("leases counted").isEqualTo((int) ours);
                assertThat(use.oldestSince()).as("the oldest lease").isEqualTo(oldest(use));
                assertThat(use.leased() + use.settling())
                        .as("P1 on %s", use.backend().id())
                        .isLessThanOrEqualTo(use.backend().traits().slots());
            }
            MODELS.forEach(this::checkPlaces);
            boolean timeMatters = snapshot.waiting() > 0;
            assertThat(time.wakeUp().isPresent() || !timeMatters)
                    .as("who waits has a deadline")
                    .isTrue();
        }

        private OptionalLong oldest(Snapshot.Use use) {
            return running.values().stream()
                    .filter(lease -> lease.backend().id().equals(use.backend().id()))
                    .mapToLong(Lease::start)
                    .min();
        }

        /** Whoever waits for the model has a place, and no two have the same. */
        private void checkPlaces(String model) {
            List<Place> places = open.values().stream()
                    .filter(ticket -> ticket.model().equals(model))
                    .flatMap(ticket -> time.place(ticket).stream())
                    .toList();
            assertThat(places)
                    .as("places of %s", model)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, places.size())
                            .mapToObj(number -> new Place(number, places.size()))
                            .toList());
        }

        /** P2 and P4: once every backend is up and idle, everything that comes is served, and nothing is left. */
        void finish() {
            time.pass(LONGEST_PAUSE);
            POOL.forEach(time::see);
            take();
            for (int i = 0; i < 15; i++) {
                offer(any(MODELS), Duration.ofHours(1));
            }
            for (int round = 0;
                    round < 200 && !(open.isEmpty() && time.snapshot().quiet());
                    round++) {
                POOL.forEach(time::see);
                POOL.forEach(backend -> time.send(new Event.Idle(backend.id(), time.now())));
                take();
                List.copyOf(running.values()).forEach(lease -> {
                    running.remove(lease.epoch());
                    open.remove(lease.ticket().id());
                    time.send(new Event.End(lease.epoch(), Ending.of(Outcome.COMPLETE), Then.DONE));
                });
                take();
            }
            assertThat(open).isEmpty();
            assertThat(time.snapshot().quiet()).isTrue();
        }

        private <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }
    }
}
