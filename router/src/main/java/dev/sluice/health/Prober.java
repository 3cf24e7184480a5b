package dev.sluice.health;

import dev.sluice.engine.ModelList;
import dev.sluice.engine.Readiness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.URI;
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
    private static final long ANSWER_TIMEOUT_MS = 10_000;

    private final Vertx vertx;

    Prober(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Whether it serves, and what. Never fails, and ends within the timeouts. */
    Future<Finding> look(URI backend) {
        return get(backend, "/health")
                .compose(health -> judge(backend, health))
                .recover(cause -> Future.succeededFuture(unanswered(cause)));
    }

    /**
     * The answer to a GET of this path; fails if there is none that is whole, in time and of a sane size. Each has a
     * client of its own, because to close that is the one sure way to be rid of an answer that does not end: a request's
     * own timeout ends when the head has come.
     */
    Future<ProbeAnswer> get(URI backend, String path) {
        WebClient client = WebClient.create(vertx, OPTIONS);
        BoundedText body = new BoundedText();
        Future<ProbeAnswer> answer = client.get(backend.getPort(), backend.getHost(), backend.getRawPath() + path)
                .ssl(backend.getScheme().equals("https"))
                .as(BodyCodec.pipe(body))
                .send()
                .map(head -> new ProbeAnswer(head.statusCode(), body.toString()));
        body.tooMuch().onComplete(cut -> client.close());
        return answer.timeout(ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS).onComplete(done -> client.close());
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
