package dev.sluice.health;

import dev.sluice.config.BackendConfig;
import dev.sluice.engine.ModelList;
import dev.sluice.engine.Readiness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.concurrent.TimeoutException;

/** Asks backends the questions that are safe on every engine. */
final class Prober {

    private static final int CONNECT_TIMEOUT_MS = 2_000;

    /** A CPU in the middle of a long prompt may take its time. */
    private static final long ANSWER_TIMEOUT_MS = 10_000;

    private final WebClient client;

    Prober(Vertx vertx) {
        client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setUserAgent("sluice")
                        .setFollowRedirects(false)
                        .setConnectTimeout(CONNECT_TIMEOUT_MS)
                        .setKeepAlive(false));
    }

    /** Whether it serves, and what. Never fails. */
    Future<Finding> look(URI backend) {
        return get(backend, "/health").compose(answer -> judge(backend, answer)).recover(Prober::unanswered);
    }

    /** The answer to a GET of this path; fails if there is none. */
    Future<HttpResponse<Buffer>> get(URI backend, String path) {
        return client.get(BackendConfig.port(backend), backend.getHost(), backend.getRawPath() + path)
                .ssl(backend.getScheme().equals("https"))
                .timeout(ANSWER_TIMEOUT_MS)
                .send();
    }

    private Future<Finding> judge(URI backend, HttpResponse<Buffer> health) {
        return switch (Readiness.of(health.statusCode(), health.bodyAsString("UTF-8"))) {
            case READY, UNTOLD -> get(backend, "/v1/models").map(Prober::models);
            case LOADING -> Future.succeededFuture(new Finding.Loading());
            case BROKEN -> Future.succeededFuture(new Finding.Broken("/health answers " + health.statusCode()));
        };
    }

    private static Finding models(HttpResponse<Buffer> answer) {
        return ModelList.of(answer.statusCode(), answer.bodyAsString("UTF-8"))
                .<Finding>map(Finding.Ready::new)
                .orElseGet(
                        () -> new Finding.Broken("/v1/models answers " + answer.statusCode() + " and names no model"));
    }

    private static Future<Finding> unanswered(Throwable cause) {
        boolean late = cause instanceof TimeoutException;
        return Future.succeededFuture(
                late ? new Finding.Silent() : new Finding.Broken(String.valueOf(cause.getMessage())));
    }
}
