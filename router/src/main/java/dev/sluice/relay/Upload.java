package dev.sluice.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import java.util.Iterator;

/**
 * Sends one body to a backend: a turn's worth, then, when the kernel has taken that, the next. It ends by itself when the
 * connection does.
 */
final class Upload {

    private final Vertx vertx;
    private final HttpClientRequest request;
    private final Iterator<Buffer> pieces;

    // Mutable state.
    private long left;
    private Buffer piece = Buffer.buffer();
    private int at;

    private Upload(Vertx vertx, HttpClientRequest request, Body body) {
        this.vertx = vertx;
        this.request = request;
        this.pieces = body.pieces().iterator();
        this.left = body.length();
    }

    /** Begins it, of a body that is not empty, and ends the request with it; what goes wrong, the request hears. */
    static void begin(Vertx vertx, HttpClientRequest request, Body body) {
        request.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        new Upload(vertx, request, body).goOn();
    }

    private void goOn() {
        int room = Turn.BYTES;
        Future<Void> taken = Future.succeededFuture();
        while (room > 0 && left > 0) {
            Buffer part = next(room);
            room -= part.length();
            left -= part.length();
            taken = left == 0 ? request.end(part) : request.write(part);
        }
        if (left > 0) {
            taken.onSuccess(gone -> Turn.next(vertx, this::goOn));
        }
    }

    /** The next bytes, so many at most, which lie in one piece. */
    private Buffer next(int most) {
        if (at == piece.length()) {
            piece = pieces.next();
            at = 0;
        }
        int from = at;
        at = Math.min(piece.length(), from + most);
        return piece.slice(from, at);
    }
}
