package dev.sluice.relay;

import dev.sluice.admission.Event.Then;
import dev.sluice.admission.Lease;
import dev.sluice.admission.Outcome;
import dev.sluice.admission.Rejection;
import dev.sluice.admission.Ticket;
import dev.sluice.owner.Seat;
import dev.sluice.relay.ExchangeState.Done;
import dev.sluice.relay.ExchangeState.Gone;
import dev.sluice.relay.ExchangeState.Running;
import dev.sluice.relay.ExchangeState.Waiting;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client request with all its attempts, from the queue to its one ending.
 *
 * <p>Everything happens on the event loop of the client's connection.
 */
final class Exchange implements Seat {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Long enough that a full queue is not asked in a circle, and below the 60 s up to which clients obey it. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Relay relay;
    private final Inference inference;
    private final HttpServerResponse client;
    private final Face face;

    // Mutable state.
    private ExchangeState state;
    private int attempts;
    private String lastFailure = "";

    /** Takes a ticket. The handlers come first: from here on the client may leave at any time. */
    Exchange(Relay relay, Inference inference, HttpServerResponse client, Face face) {
        this.relay = relay;
        this.inference = inference;
        this.client = client;
        this.face = face;
        client.exceptionHandler(cause -> {}); // the close handler hears of the same
        client.closeHandler(closed -> clientGone());
        this.state = new Waiting(
                relay.owner().offer(inference.model(), relay.limits().queueDeadline(), this));
    }

    @Override
    public void granted(Lease lease) {
        if (!(state instanceof Waiting)) {
            relay.owner().end(lease, Outcome.UNSENT, Then.DONE);
            return;
        }
        attempts++;
        Attempt attempt = new Attempt(relay, inference, lease.backend(), client, verdict -> ended(lease, verdict));
        state = new Running(lease, attempt);
        attempt.start();
    }

    @Override
    public void rejected(Rejection why) {
        if (!(state instanceof Waiting)) {
            return;
        }
        state = new Done();
        face.answer(client, failure(why));
    }

    private Failure failure(Rejection why) {
        int bound = relay.limits().queueLength();
        long patience = relay.limits().queueDeadline().toSeconds();
        return switch (why) {
            case QUEUE_FULL -> noCapacity("queue_full", "The queue is full: " + bound + " requests wait already.");
            case DEADLINE -> noCapacity("queue_timeout", "No backend became free within " + patience + " seconds.");
            case NOWHERE_ELSE -> backendFailed();
        };
    }

    private void clientGone() {
        switch (state) {
            case Waiting(Ticket ticket) -> {
                state = new Gone();
                relay.owner().cancel(ticket);
            }
            case Running(Lease lease, Attempt attempt) -> {
                state = new Gone();
                relay.owner().end(lease, attempt.cancel(), Then.DONE);
            }
            case Gone() -> {}
            case Done() -> {}
        }
    }

    private void ended(Lease lease, Verdict verdict) {
        switch (verdict) {
            case Verdict.Answered answered -> {
                finish(lease, answered.status() == 200 ? Outcome.COMPLETE : Outcome.REFUSED);
                client.setStatusCode(answered.status())
                        .putHeader(HttpHeaders.CONTENT_TYPE, answered.contentType())
                        .end(answered.body());
            }
            case Verdict.Streamed() -> finish(lease, Outcome.COMPLETE);
            case Verdict.Failed failed -> failed(lease, failed);
            case Verdict.Broken broken -> {
                note(lease, broken.why());
                finish(lease, broken.outcome());
                broken.stream().breakOff(face.errorEvent(backendFailed()));
            }
        }
    }

    private void failed(Lease lease, Verdict.Failed failed) {
        note(lease, failed.why());
        if (attempts < relay.limits().attempts()) {
            state = new Waiting(lease.ticket());
            relay.owner().end(lease, failed.outcome(), Then.AGAIN);
        } else {
            finish(lease, failed.outcome());
            face.answer(client, backendFailed());
        }
    }

    private void note(Lease lease, String why) {
        LOG.info("attempt {} on {} failed: {}", attempts, lease.backend().id(), why);
        lastFailure = why;
    }

    private void finish(Lease lease, Outcome outcome) {
        state = new Done();
        relay.owner().end(lease, outcome, Then.DONE);
    }

    private static Failure noCapacity(String code, String what) {
        return Failure.of(Failure.Kind.NO_CAPACITY, code, what + " Try again later.")
                .retryAfter(RETRY_AFTER);
    }

    private Failure backendFailed() {
        return Failure.of(
                Failure.Kind.BACKEND_FAILED,
                "backend_failed",
                "The backend that served this request failed: " + lastFailure + ". Send the request again.");
    }
}
