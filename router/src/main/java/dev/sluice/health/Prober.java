package dev.sluice.health;

import dev.sluice.config.Secret;
import dev.sluice.engine.ModelList;
import dev.sluice.engine.Readiness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks backends the questions that are safe on every engine. */
final class Prober {

    private static final WebClientOptions OPTIONS = new WebClientOptions()
            .setUserAgent("sluice")
            .setFollowRedirects(false)
            .setConnectTimeout(2_000)
            .setKeepAlive(false);

    /** A CPU in the middle of a long prompt may take its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Map<URI, Secret> keys;

    /** With the keys of those backends that want to be shown one. */
    Prober(Vertx vertx, Map<URI, Secret> keys) {
        this.vertx = vertx;
        this.keys = keys;
    }

    /** Whether it serves, and what. Never fails, and ends within the timeouts. */
    Future<Finding> look(URI backend) {
        return get(backend, "/health")
                .compose(health -> judge(backend, health))
                .recover(cause -> Future.succeededFuture(unanswered(cause)));
    }

    /** The answer to a GET of this path; fails if there is none that is whole, in time and of a sane size. */
    Future<ProbeAnswer> get(URI backend, String path) {
        return get(backend, path, PATIENCE);
    }

    /**
     * The same with another patience. Each has a
     * client of its own, because to close that is the one sure way to be rid of an answer that does not end: a request's
     * own timeout ends when the head has come.
     */
    Future<ProbeAnswer> get(URI backend, String path, Duration patience) {
        WebClient client = WebClient.create(vertx, OPTIONS);
        BoundedText body = new BoundedText();
        HttpRequest<Buffer> question = client.get(backend.getPort(), backend.getHost(), backend.getRawPath() + path)
                .ssl(backend.getScheme().equals("https"));
        Secret key = keys.get(backend);
        if (key != null) {
            question.putHeader("Authorization", key.bearer());
        }
        Future<ProbeAnswer> answer = question.as(BodyCodec.pipe(body))
                .send()
                .map(head -> new ProbeAnswer(head.statusCode(), body.toString()));
        body.tooMuch().onComplete(cut -> client.close());
        return answer.timeout(patience.toMillis(), TimeUnit.MILLISECONDS).onComplete(done -> client.close());
    }

    private Future<Finding> judge(URI backend, ProbeAnswer health) {
        return switch (Readiness.of(health.status(), health.body())) {
            case READY, UNTOLD -> get(backend, "/v1/models").map(Prober::models);
            case LOADING -> Future.succeededFuture(new Finding.Loading());
            case BROKEN -> Future.succeededFuture(new Finding.Broken("/health answers " + health.status()));
        };
    }

    private static Finding models(ProbeAnswer answer) {
        return ModelList.of(answer.status(), answer.body())
                .<Finding>map(Finding.Ready::new)
                .orElseGet(() -> new Finding.Broken("/v1/models answers " + answer.status() + " and names no model"));
    }

    private static Finding unanswered(Throwable cause) {
        return cause instanceof TimeoutException
                ? new Finding.Silent()
                : new Finding.Broken(String.valueOf(cause.getMessage()));
    }
}
