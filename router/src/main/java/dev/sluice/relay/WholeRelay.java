package dev.sluice.relay;

import dev.sluice.admission.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Collects an answer in one piece, within a bound, and judges it when it has ended. */
final class WholeRelay implements Incoming {

    /** Looking through this much takes about a millisecond; more is done on a worker, so that the loop goes on. */
    private static final int MOST_JUDGED_ON_LOOP = 256 * 1024;

    private final Vertx vertx;
    private final int status;
    private final int limit;
    private final Inference inference;
    private final Gauge gauge;
    private final Listener listener;
    private final Buffer body = Buffer.buffer();

    WholeRelay(Vertx vertx, int status, int limit, Inference inference, Gauge gauge, Listener listener) {
        this.vertx = vertx;
        this.status = status;
        this.limit = limit;
        this.inference = inference;
        this.gauge = gauge;
        this.listener = listener;
    }

    @Override
    public boolean feed(Buffer chunk) {
        if (body.length() + chunk.length() > limit) {
            listener.broken(Breakdown.broke(Outcome.CUT, "its answer is larger than " + limit + " bytes"));
        } else {
            body.appendBuffer(chunk);
        }
        return true;
    }

    @Override
    public void ended() {
        if (status != 200) {
            listener.judged(BackendStatus.judge(status, body, inference));
        } else if (body.length() > MOST_JUDGED_ON_LOOP) {
            vertx.executeBlocking(this::judge).onComplete(listener::judged, this::unreadable);
        } else {
            listener.judged(judge());
        }
    }

    private Verdict judge() {
        return WholeAnswer.judge(body, inference.asks(), gauge);
    }

    private void unreadable(Throwable cause) {
        listener.broken(Breakdown.broke(Outcome.FAILED, "its answer could not be read: " + cause));
    }

    @Override
    public Verdict endedBy(Breakdown breakdown) {
        return new Verdict.Failed(breakdown);
    }

    @Override
    public boolean betweenEvents() {
        return true;
    }
}
