package dev.sluice.api;

import dev.sluice.config.Limits;
import dev.sluice.config.Timeouts;
import dev.sluice.relay.Body;
import dev.sluice.relay.Failure;
import dev.sluice.relay.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * One request body, while it arrives: looked into, and held whole.
 *
 * <p>A request waits only after its body has been read: Vert.x does not tell that a client left while bytes of its
 * request are unread.
 */
final class ArrivingBody {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HeldBytes.Share share;
    private final long limit;
    private final Duration patience;
    private final GrowingBody arrived = new GrowingBody();
    private final EarlyLook look = new EarlyLook();
    private final Promise<ReadBody> whole = Promise.promise();

    // Mutable state, on the event loop of the request.
    private long lastHeard = System.nanoTime();
    private long timer = -1;
    private int inThisTurn;
    private boolean ended;

    ArrivingBody(Vertx vertx, HttpServerRequest request, Limits limits, Timeouts timeouts, HeldBytes.Share share) {
        this.vertx = vertx;
        this.request = request;
        this.share = share;
        this.limit = Math.min(limits.requestBytes(), limits.heldBytes());
        this.patience = timeouts.body();
    }

    /** All of it; fails with a {@link Refused} where it cannot be taken. Its share may have grown even then. */
    Future<ReadBody> read() {
        long announced = announced();
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (announced > limit) {
            hangUp(BodyRefusal.tooLarge(limit));
        } else if (!share.fits(announced)) {
            hangUp(BodyRefusal.memoryFull(announced, share.limit()));
        } else if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            hangUp(BodyRefusal.encoded(encoding));
        } else {
            listen();
        }
        return whole.future().onComplete(over -> vertx.cancelTimer(timer));
    }

    private long announced() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void listen() {
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.handler(this::take);
        request.exceptionHandler(this::broken);
        request.endHandler(end -> ended());
        vertx.runOnContext(next -> watchUnlessHere());
    }

    /** Most bodies come with their heads: they need no timer. */
    private void watchUnlessHere() {
        if (!ended && !whole.future().isComplete()) {
            watch(patience.toMillis());
        }
    }

    private void take(Buffer chunk) {
        lastHeard = System.nanoTime();
        long length = arrived.length() + chunk.length();
        if (length > limit) {
            hangUp(BodyRefusal.tooLarge(limit));
        } else if (!share.grow(chunk.length())) {
            hangUp(BodyRefusal.memoryFull(length, share.limit()));
        } else {
            arrived.add(chunk);
            look.more(chunk);
            letOthersRead(chunk.length());
        }
    }

    /** Netty reads on and on from one who sends fast enough. */
    private void letOthersRead(int bytes) {
        inThisTurn += bytes;
        if (inThisTurn >= Turn.BYTES) {
            inThisTurn = 0;
            request.pause();
            Turn.next(vertx, request::resume);
        }
    }

    private void ended() {
        ended = true;
        vertx.cancelTimer(timer); // a worker may take its time
        Body body = arrived.body();
        look.end()
                .map(Future::succeededFuture)
                .orElseGet(() -> lookAgain(body))
                .map(seen -> new ReadBody(body, seen, lastHeard))
                .onComplete(whole);
    }

    private Future<RequestBody> lookAgain(Body body) {
        if (body.length() > EarlyLook.MOST) {
            return vertx.executeBlocking(() -> RequestBody.read(body));
        }
        return Future.succeededFuture(body).map(RequestBody::read);
    }

    /** One timer for a whole body, set again for what is left of the patience: chunks are many. */
    private void watch(long millis) {
        timer = vertx.setTimer(millis, late -> {
            long left = patience.toMillis()
                    - Duration.ofNanos(System.nanoTime() - lastHeard).toMillis();
            if (left > 0) {
                watch(left);
            } else {
                hangUp(Farewell.SHORTLY, BodyRefusal.silent(patience, arrived.length(), announced()));
            }
        });
    }

    private void hangUp(Failure failure) {
        hangUp(Farewell.WHILE_IT_SENDS, failure);
    }

    private void hangUp(Duration swallowing, Failure failure) {
        Farewell.begin(request, swallowing);
        request.handler(unwanted -> letOthersRead(unwanted.length()));
        whole.tryFail(new Refused(failure));
    }

    /** Vert.x hangs up after this, on what it has not flushed; to hang up ourselves flushes the answer. */
    private void broken(Throwable cause) {
        request.handler(left -> {}); // what had come before is still handed on
        request.endHandler(end -> {});
        whole.tryFail(new Refused(BodyRefusal.unreadable(cause)));
        request.connection().close();
    }
}
