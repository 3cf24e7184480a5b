package dev.sluice.relay;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import java.util.Iterator;

/** Sends one body to a backend, no faster than it is taken, and however fast it is taken, in turns with others. */
final class Upload {

    private final Vertx vertx;
    private final HttpClientRequest request;
    private final Iterator<Buffer> next;

    // Mutable state.
    private Buffer piece;
    private int sent;

    private Upload(Vertx vertx, HttpClientRequest request, Body body) {
        this.vertx = vertx;
        this.request = request;
        this.next = body.pieces().iterator();
        this.piece = next.next();
    }

    /** Begins it, of a body that is not empty, and ends the request with it; what goes wrong, the request hears. */
    static void begin(Vertx vertx, HttpClientRequest request, Body body) {
        request.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        new Upload(vertx, request, body).goOn();
    }

    private void goOn() {
        int to = Math.min(piece.length(), sent + Turn.BYTES);
        Buffer part = piece.slice(sent, to);
        sent = to;
        if (sent == piece.length() && next.hasNext()) {
            piece = next.next();
            sent = 0;
        } else if (sent == piece.length()) {
            request.end(part);
            return;
        }
        request.write(part);
        if (request.writeQueueFull()) {
            request.drainHandler(taken -> goOn());
        } else {
            Turn.next(vertx, this::goOn);
        }
    }
}
