package dev.sluice.owner;

import dev.sluice.admission.Admission;
import dev.sluice.admission.Decision;
import dev.sluice.admission.Event;
import dev.sluice.admission.Lease;
import dev.sluice.admission.Outcome;
import dev.sluice.admission.Snapshot;
import dev.sluice.admission.Step;
import dev.sluice.admission.Ticket;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mailbox: takes events from every loop, and carries out what the core decides. */
public final class Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Owner.class);

    /** A loop that has not taken its grant by then is blocked, or has a bug; the lease stays its own all the same. */
    private static final long UNANSWERED_MS = 2_000;

    private record Seated(Seat seat, Context context) {}

    private final Vertx vertx;
    private final Context context;
    private final long origin = System.nanoTime();
    private final AtomicLong tickets = new AtomicLong();
    private volatile Snapshot snapshot = Snapshot.EMPTY;

    // Mutable state, on the context only.
    private final Admission admission;
    private final Map<Long, Seated> seats = new HashMap<>();
    private final Alarm alarm;
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
        this.examiner = examiner.apply(this);
    }

    /** Begins, on the owner's context. */
    public void start() {
        examiner.start();
    }

    /** The owner's time: nanoseconds since it was made. From any thread. */
    public long now() {
        return System.nanoTime() - origin;
    }

    /** The state after the last event. From any thread. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** Asks for a slot for this model; the seat hears of it on the calling context, unless it cancels before. */
    public Ticket offer(String model, Duration patience, Seat seat) {
        Ticket ticket = new Ticket(tickets.incrementAndGet(), model, now() + patience.toNanos());
        Seated seated = new Seated(seat, vertx.getOrCreateContext());
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

    /** Gives a lease back. */
    public void end(Lease lease, Outcome outcome, Event.Then then) {
        context.runOnContext(v -> {
            if (then == Event.Then.DONE) {
                seats.remove(lease.ticket().id());
            }
            take(new Event.End(lease.epoch(), outcome, then));
        });
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
            case Decision.ProveIdle prove -> examiner.proveIdle(prove.backend(), prove.after());
            case Decision.Recheck recheck -> examiner.recheck(recheck.backend());
        }
    }

    private void grant(Lease lease) {
        Seated seated = seats.get(lease.ticket().id());
        if (seated == null) {
            throw new IllegalStateException("lease " + lease.epoch() + " granted to a ticket that nobody holds");
        }
        long unanswered = vertx.setTimer(
                UNANSWERED_MS,
                timer -> LOG.error(
                        "lease {} on {} not taken by its loop",
                        lease.epoch(),
                        lease.backend().id()));
        seated.context().runOnContext(v -> {
            vertx.cancelTimer(unanswered);
            seated.seat().granted(lease);
        });
    }
}
