package dev.sluice.relay;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Collects an answer in one piece, within a bound, and judges it when it has ended. */
final class WholeRelay implements Incoming {

    /** Looking through this much takes about a millisecond; more is done on a worker, so that the loop goes on. */
    private static final int MOST_JUDGED_ON_LOOP = 256 * 1024;

    private final Vertx vertx;
    private final int status;
    private final int limit;
    private final Listener listener;
    private final Buffer body = Buffer.buffer();

    WholeRelay(Vertx vertx, int status, int limit, Listener listener) {
        this.vertx = vertx;
        this.status = status;
        this.limit = limit;
        this.listener = listener;
    }

    @Override
    public boolean feed(Buffer chunk) {
        if (body.length() + chunk.length() > limit) {
            listener.broken("its answer is larger than " + limit + " bytes");
        } else {
            body.appendBuffer(chunk);
        }
        return true;
    }

    @Override
    public void ended() {
        if (status != 200) {
            listener.judged(BackendStatus.judge(status, body));
        } else if (body.length() > MOST_JUDGED_ON_LOOP) {
            vertx.executeBlocking(() -> WholeAnswer.judge(body))
                    .onComplete(listener::judged, cause -> listener.broken("its answer could not be read: " + cause));
        } else {
            listener.judged(WholeAnswer.judge(body));
        }
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
