package dev.sluice.relay;

import dev.sluice.admission.Ending;
import dev.sluice.admission.Lease;
import dev.sluice.admission.Outcome;
import dev.sluice.admission.Place;
import dev.sluice.admission.Rejection;
import dev.sluice.admission.Then;
import dev.sluice.admission.Ticket;
import dev.sluice.owner.Alarm;
import dev.sluice.owner.Seat;
import dev.sluice.pool.BackendId;
import dev.sluice.relay.ExchangeState.Done;
import dev.sluice.relay.ExchangeState.Gone;
import dev.sluice.relay.ExchangeState.Running;
import dev.sluice.relay.ExchangeState.Waiting;
import dev.sluice.sse.BackendError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client request with all its attempts, from the queue to its one ending.
 *
 * <p>Everything happens on the event loop of the client's connection. One timer serves all that time may bring: it is
 * set anew when it rings, and moved only to ring earlier.
 */
final class Exchange implements Seat {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private static final Buffer END_OF_EVENT = Buffer.buffer("\n\n");

    private final Relay relay;
    private final Inference inference;
    private final Reply reply;
    private final Runnable over;
    private final Alarm alarm;
    private final Pulse pulse;

    // Mutable state.
    private ExchangeState state;
    private Optional<BackendId> backend = Optional.empty();
    private int attempts;
    private long waitingSince;
    private long queued;
    private long lastBeat;
    private volatile long lastHeard;
    private Breakdown lastBreakdown = Breakdown.broke(Outcome.UNSENT, "no backend has tried yet");

    /** Takes a ticket. The handlers come first: from here on the client may leave at any time. */
    Exchange(Relay relay, Inference inference, HttpServerResponse client, Face face, Runnable over) {
        this.relay = relay;
        this.inference = inference;
        this.over = over;
        this.reply = new Reply(relay, client, face, this::clientGone);
        this.alarm = new Alarm(relay.vertx(), this::ring);
        client.exceptionHandler(cause -> {}); // the close handler hears of the same
        client.closeHandler(closed -> clientGone());
        this.waitingSince = now();
        this.lastBeat = waitingSince;
        this.pulse = new Pulse(relay.heartbeat(), inference.stream());
        this.state = new Waiting(relay.owner()
                .offer(inference.model(), inference.needs(), relay.limits().queueDeadline(), this));
        arm();
    }

    @Override
    public void granted(Lease lease) {
        if (!(state instanceof Waiting)) {
            relay.owner().end(lease, Ending.of(Outcome.UNSENT), Then.DONE);
            return;
        }
        queued += now() - waitingSince;
        attempts++;
        backend = Optional.of(lease.backend().id());
        Attempt attempt =
                new Attempt(relay, inference, lease.backend(), reply, journey(), verdict -> ended(lease, verdict));
        state = new Running(lease, attempt);
        attempt.start();
        arm();
    }

    @Override
    public void rejected(Rejection why) {
        if (state instanceof Waiting) {
            queued += now() - waitingSince;
            over(new Done());
            reply.fail(Failures.of(why, relay.limits(), lastBreakdown), journey());
        }
    }

    @Override
    public long lastHeard() {
        return lastHeard;
    }

    private void clientGone() {
        switch (state) {
            case Waiting(Ticket ticket) -> {
                over(new Gone());
                relay.owner().cancel(ticket);
            }
            case Running(Lease lease, Attempt attempt) -> {
                over(new Gone());
                relay.owner().end(lease, Ending.of(attempt.cancel()), Then.DONE);
            }
            case Gone() -> {}
            case Done() -> {}
        }
    }

    private void ended(Lease lease, Verdict verdict) {
        switch (verdict) {
            case Verdict.Streamed() -> finish(lease, Ending.of(Outcome.COMPLETE));
            case Verdict.Answered(Buffer body) -> answered(lease, body);
            case Verdict.Refused(int status, Buffer body) -> {
                finish(lease, Ending.of(Outcome.REFUSED));
                refused(status, body);
            }
            case Verdict.Failed(Breakdown breakdown) -> failed(lease, breakdown);
            case Verdict.Broken(StreamRelay stream, Breakdown breakdown) -> {
                note(lease, breakdown);
                finish(lease, breakdown.ending());
                if (!stream.betweenEvents()) {
                    reply.write(END_OF_EVENT);
                }
                reply.fail(Failures.of(breakdown), journey());
            }
        }
    }

    private void answered(Lease lease, Buffer body) {
        if (reply.begun()) {
            failed(lease, Breakdown.broke(Outcome.FAILED, "it answered in one piece where a stream was asked for"));
        } else {
            finish(lease, Ending.of(Outcome.COMPLETE));
            reply.answer(200, body, journey());
        }
    }

    private void refused(int status, Buffer body) {
        BackendError error = BackendError.in(body.getBytes());
        if (error.isReadable()) {
            reply.refuse(status, body, journey());
        } else {
            reply.fail(status, Failures.refused(error), journey());
        }
    }

    private void failed(Lease lease, Breakdown breakdown) {
        note(lease, breakdown);
        if (attempts < relay.limits().attempts()) {
            waitingSince = now();
            state = new Waiting(lease.ticket());
            relay.owner().end(lease, breakdown.ending(), Then.ELSEWHERE);
        } else {
            finish(lease, breakdown.ending());
            reply.fail(Failures.of(breakdown), journey());
        }
    }

    private void note(Lease lease, Breakdown breakdown) {
        LOG.info("attempt {} on {} failed: {}", attempts, lease.backend().id(), breakdown.why());
        lastBreakdown = breakdown;
    }

    private void finish(Lease lease, Ending ending) {
        over(new Done());
        relay.owner().end(lease, ending, Then.DONE);
    }

    /** Takes its last state: from either no other is reached. */
    private void over(ExchangeState end) {
        state = end;
        alarm.silence();
        over.run();
    }

    private void ring() {
        switch (state) {
            case Waiting(Ticket ticket) -> {
                if (beatIsDue()) {
                    relay.owner().place(ticket).onSuccess(place -> place.ifPresent(this::sayPlace));
                }
            }
            case Running(Lease lease, Attempt attempt) -> {
                attempt.look(now());
                if (state instanceof Running && beatIsDue() && attempt.betweenEvents()) {
                    reply.beat(pulse.working(), journey());
                }
            }
            case Gone() -> {}
            case Done() -> {}
        }
        arm();
    }

    /** Whether it is; if so, the next one is due after as long a silence again. */
    private boolean beatIsDue() {
        long now = now();
        boolean due = pulse.due(heard()) <= now;
        if (due) {
            lastBeat = now;
        }
        return due;
    }

    private void sayPlace(Place place) {
        if (state instanceof Waiting) {
            reply.beat(pulse.queued(place), journey());
        }
    }

    private long heard() {
        return Math.max(lastBeat, reply.lastWrite());
    }

    private void arm() {
        switch (state) {
            case Waiting(Ticket ticket) -> ringBy(pulse.due(heard()));
            case Running(Lease lease, Attempt attempt) -> ringBy(Math.min(attempt.due(), pulse.due(heard())));
            case Gone() -> {}
            case Done() -> {}
        }
    }

    private void ringBy(long when) {
        if (when != Long.MAX_VALUE) {
            alarm.ring(when, now());
        }
    }

    private Journey journey() {
        return new Journey(backend, attempts, TimeUnit.NANOSECONDS.toMillis(queued));
    }

    private long now() {
        return relay.owner().now();
    }
}
