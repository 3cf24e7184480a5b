package dev.sluice.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import java.net.URI;
import java.time.Duration;

/**
 * Opens a fresh connection for every request, on the calling event loop.
 *
 * <p>No connection is used twice, so none can have been closed by the backend while it was idle, none holds one of
 * llama-server's threads for nothing, and closing it cancels exactly one request: {@code
 * docs/decisions/0002-a-fresh-connection-for-every-attempt.md}.
 */
public final class Dialer {

    private final HttpClientAgent client;
    private final Duration timeout;

    /**
     * For one event loop.
     *
     * @param timeout how long a backend may take to accept a connection
     */
    public Dialer(Vertx vertx, Duration timeout) {
        this.timeout = timeout;
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    }

    /** A new connection to this backend; fails when it refuses, does not accept in time, or this loop is closing. */
    public Future<HttpClientConnection> dial(URI backend) {
        HttpConnectOptions options = new HttpConnectOptions()
                .setHost(backend.getHost())
                .setPort(backend.getPort())
                .setSsl(backend.getScheme().equals("https"))
                .setConnectTimeout(timeout.toMillis());
        try {
            return client.connect(options);
        } catch (IllegalStateException closing) {
            return Future.failedFuture(closing);
        }
    }
}
