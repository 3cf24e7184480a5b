package dev.sluice.health;

import dev.sluice.config.Secret;
import dev.sluice.engine.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks backends the questions that are safe on every engine. */
final class Prober {

    /** Nobody who works takes so long to accept a connection; how fast a host is missed depends on it. */
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private static final WebClientOptions OPTIONS = new WebClientOptions()
            .setUserAgent("sluice")
            .setFollowRedirects(false)
            .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
            .setKeepAlive(false);

    /** A CPU in the middle of a long prompt may take its time. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Map<URI, Secret> keys;

    /** With the keys of those backends that want to be shown one. */
    Prober(Vertx vertx, Map<URI, Secret> keys) {
        this.vertx = vertx;
        this.keys = keys;
    }

    /** The answer to a GET of this path; fails if there is none that is whole, in time and of a sane size. */
    Future<Answer> get(URI backend, String path) {
        return get(backend, path, PATIENCE);
    }

    /**
     * The same with another patience. Each has a client of its own, because to close that is the one sure way to be rid
     * of an answer that does not end: a request's own timeout ends when the head has come.
     */
    Future<Answer> get(URI backend, String path, Duration patience) {
        WebClient client = WebClient.create(vertx, OPTIONS);
        BoundedText body = new BoundedText();
        HttpRequest<Buffer> question = client.get(backend.getPort(), backend.getHost(), backend.getRawPath() + path)
                .ssl(backend.getScheme().equals("https"));
        Secret key = keys.get(backend);
        if (key != null) {
            question.putHeader("Authorization", key.bearer());
        }
        Future<Answer> answer = question.as(BodyCodec.pipe(body)).send().map(head -> answer(head, body));
        body.tooMuch().onComplete(cut -> client.close());
        return answer.timeout(patience.toMillis(), TimeUnit.MILLISECONDS).onComplete(done -> client.close());
    }

    private static Answer answer(HttpResponse<?> head, BoundedText body) {
        String server = Optional.ofNullable(head.getHeader("Server")).orElse("");
        return new Answer(head.statusCode(), server, body.toString());
    }
}
