package dev.sluice.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.admission.Admission;
import dev.sluice.admission.Bounds;
import dev.sluice.admission.Ending;
import dev.sluice.admission.Event;
import dev.sluice.admission.Lease;
import dev.sluice.admission.Needs;
import dev.sluice.admission.Outcome;
import dev.sluice.admission.Place;
import dev.sluice.admission.QueueBound;
import dev.sluice.admission.Rejection;
import dev.sluice.admission.Then;
import dev.sluice.admission.Ticket;
import dev.sluice.fixture.Backends;
import dev.sluice.fixture.EventLoops;
import dev.sluice.pool.AdminState;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Sighting;
import dev.sluice.pool.Traits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.Checkpoint;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Around one backend with one slot. */
@ExtendWith(VertxExtension.class)
class OwnerTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Backend BACKEND = Backends.up("a", "http://a:80", Traits.UNKNOWN, "counting");

    private Vertx vertx;
    private Context loop;
    private Owner owner;
    private final List<BackendId> gone = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
        Context own = EventLoops.next(vertx);
        loop = EventLoops.next(vertx);
        owner = new Owner(vertx, own, new Admission(Bounds.ofLength(10)), it -> new OneBackend(it, gone));
        own.runOnContext(v -> {
            owner.observe(new Event.Joined(Backend.unknown(BACKEND.id(), BACKEND.url(), 0, 0)));
            owner.observe(new Event.Seen(BACKEND.id(), new Sighting.Ready(BACKEND.profile(), OptionalInt.empty())));
        });
    }

    @Test
    void aSeatIsCalledOnItsOwnContext(VertxTestContext test) {
        Checkpoint granted = test.checkpoint();
        Checkpoint rejected = test.checkpoint();
        loop.runOnContext(v -> {
            owner.offer("counting", Needs.PLAIN, LONG, seat(test, lease -> {
                assertThat(Vertx.currentContext()).isSameAs(loop);
                granted.flag();
            }));
            owner.offer("counting", Needs.PLAIN, Duration.ZERO, rejectedSeat(test, why -> {
                assertThat(Vertx.currentContext()).isSameAs(loop);
                assertThat(why).isEqualTo(Rejection.DEADLINE);
                rejected.flag();
            }));
        });
    }

    @Test
    void aTicketThatWaitsIsTurnedAwayWhenItsDeadlineHasPassed(VertxTestContext test) {
        Checkpoint rejected = test.checkpoint();
        long before = owner.now();
        Duration patience = Duration.ofMillis(50);
        loop.runOnContext(v -> {
            owner.offer("counting", Needs.PLAIN, LONG, seat(test, lease -> {}));
            owner.offer("counting", Needs.PLAIN, patience, rejectedSeat(test, why -> {
                assertThat(why).isEqualTo(Rejection.DEADLINE);
                assertThat(owner.now() - before).isGreaterThanOrEqualTo(patience.toNanos());
                assertThat(owner.snapshot().waiting()).isZero();
                rejected.flag();
            }));
        });
    }

    /** The grant leaves the owner before the cancel reaches it, so the seat has to give the lease back, once. */
    @Test
    void aTicketCancelledWhileItsGrantIsOnItsWayIsGrantedOnceAndGivenBack(VertxTestContext test) {
        Checkpoint cancelled = test.checkpoint();
        Checkpoint next = test.checkpoint();
        loop.runOnContext(v -> {
            var gone = owner.offer("counting", Needs.PLAIN, LONG, seat(test, lease -> {
                cancelled.flag();
                owner.end(lease, Ending.of(Outcome.UNSENT), Then.DONE);
            }));
            owner.cancel(gone);
            owner.offer("counting", Needs.PLAIN, LONG, seat(test, lease -> {
                assertThat(lease.ticket()).isNotEqualTo(gone);
                assertThat(owner.snapshot().stale()).isZero();
                next.flag();
            }));
        });
    }

    @Test
    void aTicketCancelledInTheQueueIsNeverGranted(VertxTestContext test) {
        Checkpoint third = test.checkpoint();
        loop.runOnContext(v -> owner.offer("counting", Needs.PLAIN, LONG, seat(test, lease -> {
            var gone = owner.offer("counting", Needs.PLAIN, LONG, seat(test, never -> {
                throw new AssertionError("granted after its cancel");
            }));
            owner.cancel(gone);
            owner.offer("counting", Needs.PLAIN, LONG, seat(test, granted -> third.flag()));
            owner.end(lease, Ending.of(Outcome.COMPLETE), Then.DONE);
        })));
    }

    @Test
    void twoSeatsOnTwoContextsAreGrantedInTheOrderOfTheirTickets() {
        Context other = EventLoops.next(vertx);
        List<String> order = new CopyOnWriteArrayList<>();
        CompletableFuture<Lease> first = new CompletableFuture<>();
        loop.runOnContext(v -> owner.offer("counting", Needs.PLAIN, LONG, new Granted(first::complete)));
        Lease held = first.join();
        offerNamed("second", other, order);
        await().until(() -> owner.snapshot().waiting() == 1);
        offerNamed("third", loop, order);
        await().until(() -> owner.snapshot().waiting() == 2);
        assertThat(order).isEmpty();
        owner.end(held, Ending.of(Outcome.COMPLETE), Then.DONE);
        await().until(() -> owner.snapshot().quiet());
        assertThat(order).containsExactly("second", "third");
    }

    @Test
    void whoWaitsIsToldItsPlaceOnItsOwnContext(VertxTestContext test) {
        Checkpoint told = test.checkpoint(2);
        loop.runOnContext(v -> {
            Ticket runs = owner.offer("counting", Needs.PLAIN, LONG, seat(test, lease -> {}));
            owner.offer("counting", Needs.PLAIN, LONG, seat(test, lease -> {}));
            Ticket last = owner.offer("counting", Needs.PLAIN, LONG, seat(test, lease -> {}));
            answered(test, owner.place(runs), place -> {
                assertThat(place).isEmpty();
                told.flag();
            });
            answered(test, owner.place(last), place -> {
                assertThat(place).hasValue(new Place(2, 2));
                told.flag();
            });
        });
    }

    @Test
    void whatIsAskedOfABackendIsAnsweredOnTheCallingContext(VertxTestContext test) {
        Checkpoint told = test.checkpoint(2);
        loop.runOnContext(v -> {
            answered(test, owner.listens(BACKEND.id()), listens -> told.flag());
            answered(test, owner.progress(BACKEND.id()), mark -> told.flag());
        });
    }

    @Test
    void whoDrainsABackendIsToldWhatBecameOfItOnItsOwnContext(VertxTestContext test) {
        Checkpoint told = test.checkpoint(3);
        loop.runOnContext(v -> {
            answered(test, owner.drain(BACKEND.id()), known -> {
                assertThat(known).map(Backend::admin).hasValue(AdminState.OUT);
                told.flag();
            });
            answered(test, owner.undrain(BACKEND.id()), known -> {
                assertThat(known).map(Backend::admin).hasValue(AdminState.IN_SERVICE);
                told.flag();
            });
            answered(test, owner.drain(new BackendId("nobody")), known -> {
                assertThat(known).isEmpty();
                told.flag();
            });
        });
    }

    @Test
    void whoLeavesIsGoneForItsExaminerWithItsLastLease() {
        CompletableFuture<Lease> granted = new CompletableFuture<>();
        loop.runOnContext(v -> owner.offer("counting", Needs.PLAIN, LONG, new Granted(granted::complete)));
        Lease lease = granted.join();
        owner.leave(BACKEND.id());
        await().until(() -> admin().equals(List.of(AdminState.DRAINING)));
        assertThat(gone).isEmpty();
        owner.end(lease, Ending.of(Outcome.COMPLETE), Then.DONE);
        await().until(() -> gone.equals(List.of(BACKEND.id())));
        assertThat(admin()).isEmpty();
        owner.join(BACKEND);
        await().until(() -> admin().equals(List.of(AdminState.IN_SERVICE)));
    }

    @Test
    void whoWaitsForRoomOnAHostStartsWhenThatIsGiven() {
        CompletableFuture<Lease> granted = new CompletableFuture<>();
        owner.assign(BACKEND.id(), 0, "full");
        owner.bound(new Bounds(QueueBound.ofLength(10), Map.of(), Map.of("full", 0)));
        await().until(() ->
                owner.snapshot().known().stream().anyMatch(known -> known.host().equals("full")));
        loop.runOnContext(v -> owner.offer("counting", Needs.PLAIN, LONG, new Granted(granted::complete)));
        await().until(() -> owner.snapshot().waiting() == 1);
        owner.assign(BACKEND.id(), 0, "free");
        assertThat(granted.join().backend().host()).isEqualTo("free");
    }

    private List<AdminState> admin() {
        return owner.snapshot().known().stream().map(Backend::admin).toList();
    }

    /** It is a bug to ask; but nobody shall wait for the answer for ever. */
    @Test
    void aQuestionThatCannotBeAnsweredFails(VertxTestContext test) {
        owner.listens(new BackendId("nobody")).onComplete(test.failingThenComplete());
    }

    private <T> void answered(VertxTestContext test, Future<T> answer, Consumer<T> listener) {
        answer.onComplete(test.succeeding(known -> test.verify(() -> {
            assertThat(Vertx.currentContext()).isSameAs(loop);
            listener.accept(known);
        })));
    }

    private void offerNamed(String name, Context on, List<String> order) {
        on.runOnContext(v -> owner.offer("counting", Needs.PLAIN, LONG, new Granted(lease -> {
            order.add(name);
            owner.end(lease, Ending.of(Outcome.COMPLETE), Then.DONE);
        })));
    }

    private static Seat seat(VertxTestContext test, Consumer<Lease> granted) {
        return new Granted(lease -> test.verify(() -> granted.accept(lease)));
    }

    private static Seat rejectedSeat(VertxTestContext test, Consumer<Rejection> rejected) {
        return new Seat() {
            @Override
            public OptionalLong lastHeard() {
                return OptionalLong.empty();
            }

            @Override
            public void granted(Lease lease) {
                test.failNow("granted");
            }

            @Override
            public void rejected(Rejection why) {
                test.verify(() -> rejected.accept(why));
            }
        };
    }

    private record Granted(Consumer<Lease> listener) implements Seat {
        @Override
        public void granted(Lease lease) {
            listener.accept(lease);
        }

        @Override
        public OptionalLong lastHeard() {
            return OptionalLong.empty();
        }

        @Override
        public void rejected(Rejection why) {
            throw new IllegalStateException("rejected: " + why);
        }
    }

    /** Knows one backend, which is up, and never looks at it. */
    private record OneBackend(Owner owner, List<BackendId> gone) implements Examiner {
        @Override
        public void proveIdle(Backend backend, Outcome after) {
            throw new IllegalStateException("nothing was cut");
        }

        @Override
        public Future<Boolean> listens(BackendId backend) {
            if (!backend.equals(BACKEND.id())) {
                throw new IllegalArgumentException("no such backend");
            }
            return Future.succeededFuture(true);
        }

        @Override
        public Future<Optional<String>> progress(BackendId backend) {
            return Future.succeededFuture(Optional.of("mark"));
        }

        @Override
        public void changed(Backend backend) {
            assertThat(backend.id()).isEqualTo(BACKEND.id());
        }

        @Override
        public void gone(BackendId backend) {
            gone.add(backend);
        }

        @Override
        public void recheck(BackendId backend) {
            throw new IllegalStateException("nothing failed");
        }
    }
}
