package dev.sluice.upstream;

import dev.sluice.pool.Backend;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Connects to backends, on the calling event loop: a sequential one gets a fresh connection for every request, a
 * batching one may get one that was given back ({@code docs/decisions/0005-lines-to-batching-backends-are-kept.md}).
 *
 * <p>Each lease dials once, and a fresh connection is made only if none is idle: so of one backend a loop has no more
 * connections, busy and idle together, than the backend has slots, but for those that are just being closed.
 */
public final class Dialer {

    /** vLLM's web server closes after five seconds; a second is more than a request needs to get there. */
    public static final Duration LONGEST_IDLE = Duration.ofSeconds(4);

    /**
     * How long what we send may stay unacknowledged. A host that was unplugged is given up then, and not after the
     * kernel's quarter of an hour; a network that comes back within that time loses nothing. It is no watch on a host
     * that is unplugged while it owes us an answer: to that we have sent nothing that it could acknowledge.
     */
    private static final Duration UNACKNOWLEDGED = Duration.ofSeconds(20);

    /**
     * So many turns of its loop later the client has forgotten the request that ended, behind which another one would
     * wait, and has closed the connection if the backend is going to (seen with 5.0.12: one and two).
     */
    private static final int TURNS = 3;

    private final Vertx vertx;
    private final HttpClientAgent once;
    private final HttpClientAgent again;
    private final IdleLines idle;

    /**
     * For one event loop. Every connection is closed with the verticle that makes this.
     *
     * @param timeout how long a backend may take to accept a connection
     * @param longestIdle how long a connection may be idle and still be used again
     */
    public Dialer(Vertx vertx, Duration timeout, Duration longestIdle) {
        this.vertx = vertx;
        this.once = vertx.createHttpClient(options(timeout).setKeepAlive(false));
        this.again = vertx.createHttpClient(options(timeout).setKeepAlive(true));
        this.idle = new IdleLines(vertx, longestIdle);
    }

    /**
     * A line to this backend. Fails with a {@link ConnectionRefused} if nobody listens there, and with something else if
     * it does not accept in time, cannot be found, or this loop is closing.
     */
    public Future<Line> dial(Backend backend) {
        return idle.take(backend.url()).map(Future::succeededFuture).orElseGet(() -> dialAfresh(backend));
    }

    /** The same, and nobody has used it before. */
    public Future<Line> dialAfresh(Backend backend) {
        URI url = backend.url();
        return switch (backend.traits().discipline()) {
            case SEQUENTIAL -> connect(once, url, Line::hangUp);
            case BATCHING -> connect(again, url, line -> takeBack(url, line, TURNS));
        };
    }

    private Future<Line> connect(HttpClientAgent client, URI backend, Consumer<Line> home) {
        HttpConnectOptions to = new HttpConnectOptions()
                .setHost(backend.getHost())
                .setPort(backend.getPort())
                .setSsl(backend.getScheme().equals("https"));
        try {
            return client.connect(to)
                    .map(connection -> new Line(connection, false, home))
                    .recover(failure -> Future.failedFuture(ConnectionRefused.orElse(failure)));
        } catch (IllegalStateException closing) {
            return Future.failedFuture(closing);
        }
    }

    private void takeBack(URI backend, Line line, int turns) {
        if (turns > 0) {
            vertx.runOnContext(next -> takeBack(backend, line, turns - 1));
        } else if (line.free()) {
            idle.keep(backend, line);
        } else {
            line.hangUp();
        }
    }

    /** The timeout is here because {@code connect} overlooks that of its own options. */
    private static HttpClientOptions options(Duration timeout) {
        return new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                .setTcpKeepAlive(true)
                .setTcpUserTimeout(Math.toIntExact(UNACKNOWLEDGED.toMillis()));
    }
}
