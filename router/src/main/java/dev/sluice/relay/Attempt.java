package dev.sluice.relay;

import dev.sluice.admission.Lease;
import dev.sluice.admission.Outcome;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Measured;
import dev.sluice.telemetry.Visit;
import dev.sluice.upstream.ConnectionRefused;
import dev.sluice.upstream.Line;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One try of one request on one backend. */
final class Attempt implements Incoming.Listener, Vigil.Listener {

    /** A backend that has sent its end marker has nothing left to do but to end the body. */
    private static final long END_OF_BODY_MS = 1_000;

    /** Interim answers mean nothing to us; a backend that sends many is not one. */
    private static final int MOST_INTERIM = 16;

    private final Relay relay;
    private final Inference inference;
    private final Lease lease;
    private final Backend backend;
    private final Reply reply;
    private final Journey journey;
    private final Visit visit;
    private final Consumer<Verdict> listener;
    private final Watchdog watchdog;
    private final Vigil vigil;
    private final Gauge gauge;

    // Mutable state.
    private Body body;
    private @Nullable Line line;
    private @Nullable HttpClientResponse answer;
    private Optional<Incoming> incoming = Optional.empty();
    private int interim;
    private long endOfBody = -1;
    private boolean heard;
    private boolean wholeBody;
    private boolean ended;

    /** Of this request under that lease; the listener hears the verdict once, unless the attempt is cancelled. */
    Attempt(
            Relay relay,
            Inference inference,
            Lease lease,
            Reply reply,
            Journey journey,
            Visit visit,
            Consumer<Verdict> listener) {
        this.relay = relay;
        this.inference = inference;
        this.body = inference.body();
        this.lease = lease;
        this.backend = lease.backend();
        this.reply = reply;
        this.journey = journey;
        this.visit = visit;
        this.listener = listener;
        this.watchdog = new Watchdog(
                relay.timeouts().patience(backend.traits().discipline()),
                relay.owner().now());
        this.vigil = new Vigil(relay.owner(), backend.id(), watchdog, this);
        this.gauge = new Gauge(relay.owner(), lease, inference);
    }

    void start() {
        OwnName.write(relay.vertx(), inference, backend, lease.model())
                .onComplete(
                        this::dial,
                        cause -> endedBy(Breakdown.broke(
                                Outcome.UNSENT, "its name for the model could not be written into the request")));
    }

    private void dial(Body own) {
        if (!ended) {
            body = own;
            relay.dialer().dial(backend).onComplete(this::connected, this::unreachable);
        }
    }

    /** Ends it at once, in silence, by closing its connection. What is known of the slot then. */
    Outcome cancel() {
        ended = true;
        if (line == null) {
            return Outcome.UNSENT;
        }
        line.close();
        return cut();
    }

    /** When something was heard of it last, if anything was. From any thread. */
    OptionalLong lastHeard() {
        return watchdog.lastHeard();
    }

    /** When to look after it next. */
    long due() {
        return watchdog.due();
    }

    /** Looks after it. */
    void look(long now) {
        vigil.look(now);
    }

    /** Whether a heartbeat would not land inside an event. */
    boolean betweenEvents() {
        return incoming.map(Incoming::betweenEvents).orElse(true);
    }

    @Override
    public void done(Measured measured) {
        resume();
        endOfBody = relay.vertx().setTimer(END_OF_BODY_MS, late -> end(new Verdict.Streamed(measured)));
    }

    @Override
    public void broken(Breakdown breakdown) {
        endedBy(breakdown);
    }

    @Override
    public void judged(Verdict verdict) {
        end(verdict);
    }

    @Override
    public void full() {
        if (!watchdog.paused() && answer != null) {
            watchdog.pause();
            gauge.pause();
            visit.paused();
            answer.pause();
            reply.whenDrained(this::resume);
        }
    }

    @Override
    public void deaf() {
        endedBy(Breakdown.broke(Outcome.LOST, "it fell silent and accepts no connection any more"));
    }

    @Override
    public void hung(String why) {
        endedBy(Breakdown.late(Outcome.HUNG, why));
    }

    @Override
    public void late(String why) {
        endedBy(Breakdown.late(cut(), why));
    }

    private void resume() {
        watchdog.resume(relay.owner().now());
        gauge.resume();
        if (answer != null) {
            answer.resume();
        }
    }

    private Outcome cut() {
        return heard ? Outcome.CUT : Outcome.ABANDONED;
    }

    private void connected(Line opened) {
        if (ended) {
            opened.close();
            return;
        }
        line = opened;
        opened.connection().exceptionHandler(cause -> lost(opened));
        opened.connection()
                .request(Outgoing.post(backend, inference.path()))
                .onComplete(request -> send(opened, request), cause -> lost(opened));
    }

    private void unreachable(Throwable cause) {
        String what = cause instanceof ConnectionRefused ? "it refused the connection" : "it could not be reached";
        endedBy(Breakdown.broke(Outcome.UNAVAILABLE, what));
    }

    /**
     * A connection that was used before may have been closed for its idleness while the request was on its way: that
     * says nothing of the backend, and it is replaced, once.
     */
    @SuppressWarnings("ReferenceEquality") // this very connection
    private void lost(Line broken) {
        if (ended || line != broken) {
            return;
        }
        if (broken.reused() && answer == null) {
            broken.close();
            line = null;
            relay.dialer().dialAfresh(backend).onComplete(this::connected, this::unreachable);
        } else {
            endedBy(Breakdown.broke(Outcome.LOST, "it closed the connection before the answer ended"));
        }
    }

    private void send(Line on, HttpClientRequest request) {
        Outgoing.addHeaders(request, relay, inference, backend.id());
        request.exceptionHandler(cause -> lost(on));
        request.continueHandler(more -> countInterim());
        request.earlyHintsHandler(hints -> countInterim());
        request.response().onComplete(head -> receive(on, head), cause -> lost(on));
        gauge.sent();
        visit.sent();
        Upload.begin(relay.vertx(), request, body);
    }

    private void countInterim() {
        interim++;
        if (interim > MOST_INTERIM) {
            endedBy(Breakdown.broke(Outcome.CUT, "it sent more than " + MOST_INTERIM + " interim answers"));
        }
    }

    private void receive(Line on, HttpClientResponse head) {
        answer = head;
        head.exceptionHandler(cause -> lost(on));
        switch (AnswerHead.of(head, inference.stream())) {
            case AnswerHead.Stream() -> read(head, streamed());
            case AnswerHead.Whole() -> read(head, whole(head.statusCode()));
            case AnswerHead.Unusable(String why) -> endedBy(Breakdown.broke(Outcome.CUT, why));
        }
    }

    private Incoming streamed() {
        return new StreamRelay(reply, journey, inference, relay.limits().eventBytes(), gauge, visit, this);
    }

    private Incoming whole(int status) {
        return new WholeRelay(relay.vertx(), status, relay.limits().answerBytes(), inference, gauge, this);
    }

    private void read(HttpClientResponse head, Incoming coming) {
        incoming = Optional.of(coming);
        head.handler(chunk -> {
            heard = true;
            if (!ended && coming.feed(chunk)) {
                watchdog.heard(relay.owner().now());
            }
        });
        head.endHandler(end -> {
            wholeBody = true;
            if (!ended) {
                coming.ended();
            }
        });
    }

    private void endedBy(Breakdown breakdown) {
        if (!ended) {
            end(incoming.map(coming -> coming.endedBy(breakdown)).orElse(new Verdict.Failed(breakdown)));
        }
    }

    private void end(Verdict verdict) {
        if (ended) {
            return;
        }
        ended = true;
        relay.vertx().cancelTimer(endOfBody);
        if (line != null) {
            hangUp(line);
        }
        listener.accept(verdict);
    }

    private void hangUp(Line used) {
        if (wholeBody) {
            used.giveBack();
        } else {
            used.close();
        }
    }
}
