package dev.sluice.api;

import dev.sluice.relay.Failure;
import dev.sluice.relay.Failure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads request bodies whole, within a bound.
 *
 * <p>A request waits only after its body has been read: Vert.x does not tell that a client left while bytes of its
 * request are unread.
 */
final class BodyReader {

    /** How long a client that was told that its body is too large may go on sending before we hang up. */
    private static final long SWALLOW_MS = 10_000;

    private final Vertx vertx;
    private final int limit;

    BodyReader(Vertx vertx, int limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    /** The body; fails with a {@link Refused} where it is too large or breaks off. */
    Future<Buffer> read(HttpServerRequest request) {
        if (announced(request) > limit) {
            return tooLarge(request);
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        Promise<Buffer> body = Promise.promise();
        Buffer read = Buffer.buffer();
        request.handler(chunk -> {
            if (read.length() + chunk.length() > limit) {
                tooLarge(request).onComplete(body);
            } else {
                read.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(cause -> body.tryFail(new Refused(Failure.of(
                Kind.INVALID_REQUEST, "unreadable_body", "The body could not be read: " + cause.getMessage() + "."))));
        request.endHandler(end -> body.tryComplete(read));
        return body.future();
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /**
     * What still comes is swallowed, so that the client gets to read our answer: closing on it while it sends would
     * reset the connection under it.
     */
    private Future<Buffer> tooLarge(HttpServerRequest request) {
        long timer = vertx.setTimer(SWALLOW_MS, late -> request.connection().close());
        request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
        request.handler(chunk -> {});
        request.exceptionHandler(gone -> {});
        request.endHandler(end -> request.connection().close());
        request.response().putHeader(HttpHeaders.CONNECTION, "close");
        return Future.failedFuture(new Refused(Failure.of(
                Kind.TOO_LARGE,
                "request_too_large",
                "The body is larger than " + limit + " bytes, which is the limit.")));
    }
}
