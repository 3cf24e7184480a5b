package dev.sluice.api;

import dev.sluice.relay.Failure;
import dev.sluice.telemetry.Account;
import dev.sluice.telemetry.Telemetry;
import dev.sluice.telemetry.Visit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection so that its client gets to read the last answer: what it still sends is swallowed for a while,
 * because closing on a client that sends would reset the connection under what it has not read yet.
 */
final class Farewell {

    /** How long a client that is in the middle of sending may go on before we hang up. */
    static final Duration WHILE_IT_SENDS = Duration.ofSeconds(10);

    /** Long enough for an answer to arrive. */
    static final Duration SHORTLY = Duration.ofSeconds(1);

    private Farewell() {}

    /**
     * The answer to this request, which is given elsewhere, is the last; the rest of its body is not wanted.
     *
     * @param patience how long to wait for the client to have sent its request, and to have closed its side
     */
    static void begin(HttpServerRequest request, Duration patience) {
        request.response().putHeader(HttpHeaders.CONNECTION, "close");
        request.handler(unwanted -> {});
        request.endHandler(end -> {});
        request.exceptionHandler(gone -> {});
        request.connection().shutdown(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Answers with this failure, which is whole when its length has come; nothing that follows is looked at. */
    static void say(HttpServerRequest request, Telemetry telemetry, Failure failure) {
        Visit visit = telemetry.visit(request.response(), Account.ELSEWHERE);
        begin(request, SHORTLY);
        Buffer body = OpenAi.FACE.errorBody(failure);
        HttpServerResponse response = request.response();
        response.setStatusCode(failure.kind().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        response.write(body); // not ended: Vert.x would close at once
        visit.end(failure.errorType());
    }
}
