package dev.sluice.backends.simulated;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** Closes a connection that has been idle for too long since its last answer, or has been used too often. */
final class KeepAlive {

    /**
     * How an engine keeps connections.
     *
     * @param idle after an answer, until the connection is closed
     * @param requests on one connection
     */
    record Rules(Duration idle, int requests) {}

    private static final long NONE = -1;

    private final Vertx vertx;
    private final HttpConnection connection;
    private final Rules rules;
    private int requests;
    private long timer = NONE;

    KeepAlive(Vertx vertx, HttpConnection connection, Rules rules) {
        this.vertx = vertx;
        this.connection = connection;
        this.rules = rules;
    }

    void asked(HttpServerResponse response) {
        vertx.cancelTimer(timer);
        requests++;
        if (requests >= rules.requests()) {
            response.putHeader("Connection", "close");
        }
        response.endHandler(answered -> {
            vertx.cancelTimer(timer);
            timer = vertx.setTimer(rules.idle().toMillis(), idle -> connection.close());
        });
    }
}
