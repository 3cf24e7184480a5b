package dev.sluice.health;

import dev.sluice.config.Secret;
import dev.sluice.engine.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks backends the questions that are safe on every engine. */
public final class Prober {

    /** Nobody who works takes so long to accept a connection; how fast a host is missed depends on it. */
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private static final HttpClientOptions OPTIONS = new HttpClientOptions()
            .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
            .setKeepAlive(false);

    /** A CPU in the middle of a long prompt may take its time. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClientAgent client;
    // Mutable state, on the owner's context only.
    private final Map<URI, Secret> keys = new HashMap<>();

    /** With no key yet. */
    public Prober(Vertx vertx) {
        this.client = vertx.createHttpClient(OPTIONS);
    }

    /** This backend wants to be shown this key, or none. */
    public void show(URI backend, Optional<Secret> key) {
        key.ifPresentOrElse(wanted -> keys.put(backend, wanted), () -> forget(backend));
    }

    /** This backend is asked no more. */
    void forget(URI backend) {
        keys.remove(backend);
    }

    /** The answer to a GET of this path; fails if there is none that is whole, in time and of a sane size. */
    public Future<Answer> get(URI backend, String path) {
        return get(backend, path, PATIENCE);
    }

    /**
     * The same with another patience. Each has a connection of its own, because to close that is the one sure way to be
     * rid of an answer that does not end. A client of its own would do as well, but Vert.x 5.0.12 never forgets one that
     * was made on an event loop, not even when it is closed.
     */
    public Future<Answer> get(URI backend, String path, Duration patience) {
        HttpConnectOptions to = new HttpConnectOptions()
                .setHost(backend.getHost())
                .setPort(backend.getPort())
                .setSsl(backend.getScheme().equals("https"));
        Future<HttpClientConnection> connected = connect(to);
        return connected
                .compose(connection -> ask(connection, backend, path))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(done -> connected.onSuccess(HttpClientConnection::close));
    }

    /** A look that begins while the router closes fails as any other. */
    private Future<HttpClientConnection> connect(HttpConnectOptions to) {
        try {
            return client.connect(to);
        } catch (IllegalStateException closing) {
            return Future.failedFuture(closing);
        }
    }

    private Future<Answer> ask(HttpClientConnection connection, URI backend, String path) {
        RequestOptions question = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setURI(backend.getRawPath() + path)
                .putHeader(HttpHeaders.USER_AGENT, "sluice");
        Secret key = keys.get(backend);
        if (key != null) {
            question.putHeader(HttpHeaders.AUTHORIZATION, key.bearer());
        }
        connection.exceptionHandler(broken -> {}); // the answer fails of the same
        return connection.request(question).compose(HttpClientRequest::send).compose(head -> {
            BoundedText body = new BoundedText();
            return head.pipeTo(body).map(read -> answer(head, body));
        });
    }

    private static Answer answer(HttpClientResponse head, BoundedText body) {
        String server = Optional.ofNullable(head.getHeader("Server")).orElse("");
        return new Answer(head.statusCode(), server, body.toString());
    }
}
