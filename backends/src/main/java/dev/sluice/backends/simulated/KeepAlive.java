package dev.sluice.backends.simulated;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;

/** Closes a connection that has been idle for too long, or has been used too often. */
final class KeepAlive {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final HttpConnection connection;
    private final Engine.Connections rules;
    private int requests;
    private long timer = NONE;

    KeepAlive(Vertx vertx, HttpConnection connection, Engine.Connections rules) {
        this.vertx = vertx;
        this.connection = connection;
        this.rules = rules;
        if (rules.unused()) {
            idles();
        }
    }

    void asked(HttpServerResponse response) {
        vertx.cancelTimer(timer);
        requests++;
        if (requests >= rules.requests()) {
            response.putHeader("Connection", "close");
        }
        response.endHandler(answered -> idles());
    }

    /** The connection has been closed. */
    void gone() {
        vertx.cancelTimer(timer);
    }

    private void idles() {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(rules.idle().toMillis(), idle -> connection.close());
    }
}
