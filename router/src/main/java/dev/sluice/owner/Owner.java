package dev.sluice.owner;

import dev.sluice.admission.Admission;
import dev.sluice.admission.Bounds;
import dev.sluice.admission.Decision;
import dev.sluice.admission.Ending;
import dev.sluice.admission.Event;
import dev.sluice.admission.Lease;
import dev.sluice.admission.Needs;
import dev.sluice.admission.Place;
import dev.sluice.admission.Snapshot;
import dev.sluice.admission.Step;
import dev.sluice.admission.Then;
import dev.sluice.admission.Ticket;
import dev.sluice.pool.AdminState;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Health;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mailbox: takes events from every loop, and carries out what the core decides. */
public final class Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Owner.class);

    private record Seated(
            Seat seat, Context context, @Nullable BackendId on) {

        Seated on(@Nullable BackendId backend) {
            return new Seated(seat, context, backend);
        }
    }

    private final Vertx vertx;
    private final Context context;
    private final long origin = System.nanoTime();
    private final AtomicLong tickets = new AtomicLong();
    private volatile Snapshot snapshot = Snapshot.EMPTY;

    // Mutable state, on the context only.
    private final Admission admission;
    private final Map<Long, Seated> seats = new HashMap<>();
    private final Alarm alarm;
    private final GrantWatch watch;
    private final Examiner examiner;

    /**
     * Around this core.
     *
     * @param context an event-loop context; the owner's own work is done there
     * @param examiner makes the one who looks at backends, given the owner to report to
     */
    public Owner(Vertx vertx, Context context, Admission admission, Function<Owner, Examiner> examiner) {
        this.vertx = vertx;
        this.context = context;
        this.admission = admission;
        this.alarm = new Alarm(vertx, () -> take(new Event.Tick()));
        this.watch = new GrantWatch(vertx);
        this.examiner = examiner.apply(this);
    }

    /** The owner's time: nanoseconds since it was made. From any thread. */
    public long now() {
        return System.nanoTime() - origin;
    }

    /** The state after the last event. From any thread. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** This backend belongs to the pool from now on, with all that was learnt of it if it has not left wholly. */
    public void join(Backend backend) {
        tell(new Event.Joined(backend));
    }

    /**
     * This backend belongs to the pool no more. What runs there goes on, and after that its examiner is told that it is
     * gone. Not when it joins again before.
     */
    public void leave(BackendId backend) {
        tell(new Event.Left(backend));
    }

    /**
     * This backend gets no more work, and is {@code OUT} when nothing of ours runs there any more. What is known of it
     * now, empty if no such backend belongs to the pool. Answered on the calling context.
     */
    public Future<Optional<Backend>> drain(BackendId backend) {
        return drained(backend, true);
    }

    /** This backend is in service again; the answer as of {@link #drain}. */
    public Future<Optional<Backend>> undrain(BackendId backend) {
        return drained(backend, false);
    }

    private Future<Optional<Backend>> drained(BackendId backend, boolean drained) {
        return ask(() -> {
            take(new Event.Drained(backend, drained));
            return Future.succeededFuture(known(backend));
        });
    }

    private Optional<Backend> known(BackendId backend) {
        return snapshot.known().stream()
                .filter(known -> known.id().equals(backend))
                .findFirst();
    }

    /** This backend serves in this tier, and shares this host, from now on. */
    public void assign(BackendId backend, int tier, String host) {
        tell(new Event.Assigned(backend, tier, host));
    }

    /** These bounds hold from now on. Whoever waits stays, and whatever runs. */
    public void bound(Bounds bounds) {
        tell(new Event.Bounded(bounds));
    }

    private void tell(Event event) {
        context.runOnContext(v -> take(event));
    }

    /** Asks for slots for this model; the seat hears of it on the calling context, unless it cancels before. */
    public Ticket offer(String model, Needs needs, Duration patience, Seat seat) {
        Ticket ticket = new Ticket(tickets.incrementAndGet(), model, needs, now() + patience.toNanos());
        Seated seated = new Seated(seat, vertx.getOrCreateContext(), null);
        context.runOnContext(v -> {
            seats.put(ticket.id(), seated);
            take(new Event.Offer(ticket));
        });
        return ticket;
    }

    /** The client of this ticket has gone. A grant on its way is answered by its seat. */
    public void cancel(Ticket ticket) {
        context.runOnContext(v -> {
            seats.remove(ticket.id());
            take(new Event.Cancel(ticket.id()));
        });
    }

    /** The prompt of this ticket has so many tokens. If it fits nowhere, and still waits, it is turned away. */
    public void counted(Ticket ticket, int promptTokens) {
        context.runOnContext(v -> take(new Event.Counted(ticket.id(), promptTokens)));
    }

    /** The answer of this lease, or each of several, has come so far, in tokens. For leases that report. */
    public void grown(Lease lease, int tokens) {
        context.runOnContext(v -> take(new Event.Grown(lease.epoch(), tokens)));
    }

    /** Gives a lease back. */
    public void end(Lease lease, Ending ending, Then then) {
        context.runOnContext(v -> {
            if (then instanceof Then.Done) {
                seats.remove(lease.ticket().id());
            } else {
                seats.computeIfPresent(lease.ticket().id(), (id, running) -> running.on(null));
            }
            take(new Event.End(lease.epoch(), ending, then));
        });
    }

    /**
     * When something was last heard of an answer of this backend, in the owner's time; empty if nothing was of those that
     * run there. That a request was sent is not enough: a server that froze takes them still. On the owner's context.
     */
    public OptionalLong lastHeard(BackendId backend) {
        return on(backend)
                .flatMapToLong(seated -> seated.seat().lastHeard().stream())
                .max();
    }

    /** Whether requests of ours run on this backend. On the owner's context. */
    public boolean uses(BackendId backend) {
        return on(backend).findAny().isPresent();
    }

    private Stream<Seated> on(BackendId backend) {
        return seats.values().stream().filter(seated -> backend.equals(seated.on()));
    }

    /** Where this ticket stands now; empty if it does not wait. Answered on the calling context. */
    public Future<Optional<Place>> place(Ticket ticket) {
        return ask(() -> Future.succeededFuture(admission.place(ticket)));
    }

    /**
     * Whether this backend accepts connections: false only if it has refused one just now, or a quarter of a second ago
     * at most, or if its host is out of reach; it gets no more leases then until it is back. Of one that has left nothing
     * is known, so nothing bad. Whoever asks at about the same time gets the same answer.
     * Answered on the calling context, within a second.
     */
    public Future<Boolean> listens(BackendId backend) {
        return ask(() -> examiner.listens(backend));
    }

    /**
     * A mark of the work that the engine of this backend has done so far. Of two marks that were asked for more than a
     * quarter of a second apart, the second is another one if it has worked on something in between, and the same if it
     * has not. Empty if it cannot tell, does not answer in time, answers nonsense, or has left. Answered on the calling context,
     * within a second.
     *
     * <p>To be asked a few times in a silence, not more: llama-server takes its answer for a sign that its own client is
     * still there. And only while a request of ours runs there: a server that sleeps would wake up.
     */
    public Future<Optional<String>> progress(BackendId backend) {
        return ask(() -> examiner.progress(backend));
    }

    private <T> Future<T> ask(Supplier<Future<T>> question) {
        Context asking = vertx.getOrCreateContext();
        Promise<T> answer = Promise.promise();
        context.runOnContext(v -> Future.<Void>succeededFuture()
                .compose(begin -> question.get())
                .onComplete(known -> asking.runOnContext(w -> answer.handle(known))));
        return answer.future();
    }

    /** News of a backend, from its examiner, on the owner's context: in order with what the core has decided. */
    public void observe(Event news) {
        take(news);
    }

    private void take(Event event) {
        Step step = admission.on(event, now());
        snapshot = admission.snapshot();
        step.wakeUp().ifPresent(at -> alarm.ring(at, now()));
        step.decisions().forEach(this::carryOut);
    }

    private void carryOut(Decision decision) {
        switch (decision) {
            case Decision.Grant(Lease lease) -> grant(lease);
            case Decision.Reject reject -> {
                Seated seated = seats.remove(reject.ticket().id());
                if (seated != null) {
                    seated.context().runOnContext(v -> seated.seat().rejected(reject.why()));
                }
            }
            case Decision.Changed(Backend backend, Health before) -> {
                log(backend, before);
                examiner.changed(backend);
            }
            case Decision.AdminChanged(Backend backend, AdminState before) ->
                LOG.info("{} {}: {} -> {}", backend.id(), backend.url(), before, backend.admin());
            case Decision.Gone(Backend backend) -> {
                LOG.info("{} {} has left", backend.id(), backend.url());
                examiner.gone(backend.id());
            }
            case Decision.ProveIdle prove -> examiner.proveIdle(prove.backend(), prove.after());
            case Decision.Recheck recheck -> examiner.recheck(recheck.backend());
        }
    }

    private static void log(Backend backend, Health before) {
        LOG.info(
                "{} {} ({}): {} -> {}: {}",
                backend.id(),
                backend.url(),
                backend.traits().engine(),
                before,
                backend.health(),
                backend.condition().why());
    }

    private void grant(Lease lease) {
        Seated seated = seats.computeIfPresent(
                lease.ticket().id(), (id, waiting) -> waiting.on(lease.backend().id()));
        if (seated == null) {
            throw new IllegalStateException("lease " + lease.epoch() + " granted to a ticket that nobody holds");
        }
        GrantWatch.Sent sent = watch.expect(lease);
        seated.context().runOnContext(v -> {
            sent.taken();
            seated.seat().granted(lease);
        });
    }
}
