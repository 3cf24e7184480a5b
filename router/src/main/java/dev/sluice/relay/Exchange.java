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
import dev.sluice.pool.Ability;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Measured;
import dev.sluice.relay.ExchangeState.Done;
import dev.sluice.relay.ExchangeState.Gone;
import dev.sluice.relay.ExchangeState.Running;
import dev.sluice.relay.ExchangeState.Waiting;
import dev.sluice.sse.BackendError;
import dev.sluice.telemetry.ErrorType;
import dev.sluice.telemetry.Visit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final Visit visit;
    private final Runnable over;
    private final Alarm alarm;
    private final Pulse pulse;
    private final PromptCount count;

    // Mutable state.
    private volatile ExchangeState state; // written by the loop alone
    private Optional<BackendId> backend = Optional.empty();
    private int attempts;
    private int failures;
    private boolean failedOver;
    private boolean overflowed;
    private int promptTokens;
    private long waitingSince;
    private long queued;
    private long lastBeat;
    private Breakdown lastBreakdown = Breakdown.broke(Outcome.UNSENT, "no backend has tried yet");

    /** What the client is told if nobody else takes it. */
    private Runnable lastWord = () -> fail(Failures.ALL_OUT);

    /** Takes a ticket. The handlers come first: from here on the client may leave at any time. */
    Exchange(Relay relay, Inference inference, HttpServerResponse client, Face face, Visit visit, Runnable over) {
        this.relay = relay;
        this.inference = inference;
        this.visit = visit;
        this.over = over;
        this.reply = new Reply(relay, client, face, visit, this::clientGone);
        this.alarm = new Alarm(relay.vertx(), this::ring);
        client.exceptionHandler(cause -> {}); // the close handler hears of the same
        client.closeHandler(closed -> clientGone());
        this.waitingSince = now();
        this.lastBeat = waitingSince;
        this.pulse = new Pulse(relay.heartbeat(), inference.stream());
        this.count = new PromptCount(relay, inference, this::counted);
        Ticket ticket = relay.owner()
                .offer(
                        inference.model(),
                        inference.needs(),
                        relay.queue(inference).deadline(),
                        this);
        this.state = new Waiting(ticket);
        relay.underway().begun(this);
        count.begin(ticket);
        visit.waits();
        arm();
    }

    @Override
    public void granted(Lease lease) {
        if (!(state instanceof Waiting)) {
            relay.owner().end(lease, Ending.of(Outcome.UNSENT), Then.DONE);
            return;
        }
        count.stop();
        waited();
        attempts++;
        backend = Optional.of(lease.backend().id());
        if (failedOver) {
            failedOver = false;
            visit.failedOver();
        }
        visit.tried(lease.backend().id());
        Attempt attempt =
                new Attempt(relay, inference, lease, reply, journey(), visit, verdict -> ended(lease, verdict));
        state = new Running(lease, attempt);
        attempt.start();
        arm();
    }

    @Override
    public void rejected(Rejection why) {
        if (state instanceof Waiting) {
            waited();
            visit.rejected(why);
            over(new Done());
            Servers servers =
                    new Servers(inference.model(), relay.owner().snapshot().known());
            Failures.of(why, relay.config(), lastBreakdown, inference, servers, promptTokens)
                    .ifPresentOrElse(this::fail, lastWord);
        }
    }

    @Override
    public OptionalLong lastHeard() {
        return state instanceof Running(Lease lease, Attempt attempt) ? attempt.lastHeard() : OptionalLong.empty();
    }

    private void waited() {
        long waited = now() - waitingSince;
        queued += waited;
        visit.waited(waited);
    }

    private void counted(int tokens) {
        if (state instanceof Waiting(Ticket ticket)) {
            promptTokens = tokens;
            relay.owner().counted(ticket, tokens);
        }
    }

    /** If it waits, it is over. */
    void turnAway(Failure why) {
        if (state instanceof Waiting(Ticket ticket)) {
            waited();
            over(new Done());
            relay.owner().cancel(ticket);
            fail(why);
        }
    }

    /** It is over, wherever it stands; its client is told. */
    void cutShort(Failure why) {
        turnAway(why);
        if (state instanceof Running(Lease lease, Attempt attempt)) {
            boolean between = attempt.betweenEvents();
            finish(lease, Ending.of(attempt.cancel()));
            if (reply.ended()) { // only its backend has not ended yet
                visit.end(ErrorType.NONE);
                return;
            }
            if (!between) {
                reply.write(END_OF_EVENT);
            }
            fail(why);
        }
    }

    private void clientGone() {
        switch (state) {
            case Waiting(Ticket ticket) -> {
                waited();
                over(new Gone());
                relay.owner().cancel(ticket);
                visit.end(ErrorType.CALLER_CANCELLED);
            }
            case Running(Lease lease, Attempt attempt) -> {
                over(new Gone());
                end(lease, Ending.of(attempt.cancel()), Then.DONE);
                visit.end(reply.ended() ? ErrorType.NONE : ErrorType.CALLER_CANCELLED);
            }
            case Gone() -> {}
            case Done() -> {}
        }
    }

    private void ended(Lease lease, Verdict verdict) {
        switch (verdict) {
            case Verdict.Streamed(Measured measured) -> {
                finish(lease, Ending.complete(measured));
                visit.end(ErrorType.NONE);
            }
            case Verdict.Answered answer -> answered(lease, answer);
            case Verdict.Refused(int status, Buffer body) -> {
                finish(lease, Ending.of(Outcome.REFUSED));
                refused(status, body, ErrorType.CALLER_REFUSED);
            }
            case Verdict.Overflowed overflow -> overflowed(lease, overflow);
            case Verdict.Unable(Ability lacked) -> unable(lease, lacked);
            case Verdict.Failed(Breakdown breakdown) -> failed(lease, breakdown);
            case Verdict.Broken(StreamRelay stream, Breakdown breakdown) -> {
                note(lease, breakdown);
                finish(lease, breakdown.ending());
                if (!stream.betweenEvents()) {
                    reply.write(END_OF_EVENT);
                }
                reply.fail(Failures.of(breakdown), journey());
                visit.end(
                        breakdown.cause() == Breakdown.Cause.LATE
                                ? ErrorType.BACKEND_STALLED
                                : ErrorType.BACKEND_TRUNCATED);
            }
        }
    }

    private void answered(Lease lease, Verdict.Answered answer) {
        if (reply.begun()) {
            failed(lease, Breakdown.broke(Outcome.FAILED, "it answered in one piece where a stream was asked for"));
        } else {
            finish(lease, Ending.complete(answer.measured()));
            reply.answer(200, answer.body(), journey());
            visit.tokens(answer.usage().promptTokens(), answer.usage().outputTokens());
            visit.end(ErrorType.NONE);
        }
    }

    private void refused(int status, Buffer body, ErrorType type) {
        BackendError error = BackendError.in(body.getBytes());
        if (error.isReadable()) {
            reply.refuse(status, body, journey());
        } else {
            reply.fail(status, Failures.refused(error), journey());
        }
        visit.end(type);
    }

    /** One backend may have more room than another: that is tried once, and is no failure of the first. */
    private void overflowed(Lease lease, Verdict.Overflowed overflow) {
        if (overflowed) {
            finish(lease, Ending.of(Outcome.REFUSED));
            refused(overflow.status(), overflow.body(), ErrorType.CALLER_CONTEXT_LENGTH);
        } else {
            overflowed = true;
            lastWord = () -> refused(overflow.status(), overflow.body(), ErrorType.CALLER_CONTEXT_LENGTH);
            int context = lease.model().context().orElse(0);
            int least = overflow.promptTokens().orElse(context);
            back(lease, Ending.of(Outcome.REFUSED), new Then.Larger(least));
        }
    }

    /** Nor is this: the backend is not asked for such a thing again. What others failed before is told rather. */
    private void unable(Lease lease, Ability lacked) {
        LOG.info(
                "{} cannot serve '{}': it has no {}",
                lease.backend().id(),
                lease.model().id(),
                lacked);
        if (failures == 0) {
            lastWord = () -> fail(Failures.unsupported(inference.model(), lacked));
        }
        back(lease, Ending.of(Outcome.REFUSED), new Then.Abler(lacked));
    }

    private void failed(Lease lease, Breakdown breakdown) {
        note(lease, breakdown);
        failures++;
        lastWord = () -> fail(Failures.of(breakdown));
        if (failures < relay.limits().attempts()) {
            failedOver = true;
            back(lease, breakdown.ending(), Then.ELSEWHERE);
        } else {
            finish(lease, breakdown.ending());
            lastWord.run();
        }
    }

    /** It waits again, in its old place. */
    private void back(Lease lease, Ending ending, Then then) {
        waitingSince = now();
        state = new Waiting(lease.ticket());
        end(lease, ending, then);
        visit.waits();
    }

    private void end(Lease lease, Ending ending, Then then) {
        visit.left(lease.backend().id(), ending.outcome());
        relay.owner().end(lease, ending, then);
    }

    private void fail(Failure failure) {
        reply.fail(failure, journey());
        visit.end(failure.errorType());
    }

    private void note(Lease lease, Breakdown breakdown) {
        LOG.info("attempt {} on {} failed: {}", attempts, lease.backend().id(), breakdown.why());
        lastBreakdown = breakdown;
    }

    private void finish(Lease lease, Ending ending) {
        over(new Done());
        end(lease, ending, Then.DONE);
    }

    /** Takes its last state: from either no other is reached. */
    private void over(ExchangeState end) {
        state = end;
        count.stop();
        alarm.silence();
        relay.underway().ended(this);
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
                if (state instanceof Running && !reply.ended() && beatIsDue() && attempt.betweenEvents()) {
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
