package dev.sluice.loadtest;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Answers as a vLLM does, as fast as it is told to, and works on any number of requests at once. */
final class PacedAnswers implements Handler<HttpServerRequest> {

    /** What is read of a request stands within this; the rest of a large body is only received. */
    private static final int HEAD_BYTES = 4 * 1024;

    private final Vertx vertx;
    private final String speaker;
    private final Duration pace;
    private final String models;

    /**
     * Called so, and serving these models.
     *
     * @param speaker the name that it gives as the model in its answers
     * @param pace the time from one event of a stream to the next
     */
    PacedAnswers(Vertx vertx, String speaker, List<String> models, Duration pace) {
        this.vertx = vertx;
        this.speaker = speaker;
        this.pace = pace;
        this.models = models.stream()
                .map(model -> "{\"id\":\"" + model + "\",\"object\":\"model\",\"owned_by\":\"vllm\"}")
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
    }

    @Override
    public void handle(HttpServerRequest request) {
        switch (request.method() + " " + request.path()) {
            case "GET /health" -> json(request.response(), "{\"status\":\"ok\"}");
            case "GET /v1/models" -> json(request.response(), models);
            case "POST /v1/chat/completions" -> read(request);
            default -> request.response().setStatusCode(404).end();
        }
    }

    private void read(HttpServerRequest request) {
        Buffer head = Buffer.buffer();
        request.handler(chunk -> {
            if (head.length() < HEAD_BYTES) {
                head.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(gone -> {});
        request.endHandler(end -> answer(Ask.read(head.toString(StandardCharsets.ISO_8859_1)), request.response()));
    }

    private void answer(Ask ask, HttpServerResponse response) {
        response.exceptionHandler(gone -> {});
        if (ask.stream()) {
            new PacedStream(vertx, response, ask, speaker, pace).start();
        } else {
            String content = Wire.stampedAnswer();
            Fingerprint fingerprint = new Fingerprint(ask.id());
            fingerprint.add(content);
            json(response, Wire.answer(ask.id(), speaker, content, fingerprint.end()));
        }
    }

    private static void json(HttpServerResponse response, String body) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(body);
    }
}
