package dev.sluice.relay;

import dev.sluice.admission.Outcome;
import dev.sluice.pool.Backend;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One try of one request on one backend, over a connection of its own. */
final class Attempt implements StreamRelay.Listener {

    private static final String EVENT_STREAM = "text/event-stream";

    /** A backend that has sent its end marker has nothing left to do but to end the body. */
    private static final long END_OF_BODY_MS = 1_000;

    private final Relay relay;
    private final Inference inference;
    private final Backend backend;
    private final HttpServerResponse client;
    private final Consumer<Verdict> listener;

    // Mutable state.
    private @Nullable HttpClientConnection connection;
    private Optional<StreamRelay> stream = Optional.empty();
    private boolean heard;
    private boolean ended;

    /** Of this request on that backend; the listener hears the verdict once, unless the attempt is cancelled. */
    Attempt(Relay relay, Inference inference, Backend backend, HttpServerResponse client, Consumer<Verdict> listener) {
        this.relay = relay;
        this.inference = inference;
        this.backend = backend;
        this.client = client;
        this.listener = listener;
    }

    void start() {
        relay.dialer().dial(backend.url()).onComplete(this::connected, this::unreachable);
    }

    /** Ends it at once, in silence, by closing its connection. What is known of the slot then. */
    Outcome cancel() {
        ended = true;
        if (connection == null) {
            return Outcome.UNSENT;
        }
        connection.close();
        return heard ? Outcome.CUT : Outcome.ABANDONED;
    }

    @Override
    public void done() {
        if (connection != null) {
            connection.shutdown(END_OF_BODY_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void reported(String error) {
        endedBy(Outcome.CUT, "it reported an error: " + error);
    }

    private void connected(HttpClientConnection opened) {
        if (ended) {
            opened.close();
            return;
        }
        connection = opened;
        opened.exceptionHandler(this::lost);
        opened.request(options()).onComplete(this::send, this::lost);
    }

    private void unreachable(Throwable cause) {
        endedBy(Outcome.UNAVAILABLE, "it could not be reached");
    }

    private void lost(Throwable cause) {
        endedBy(Outcome.LOST, "it closed the connection before the answer ended");
    }

    private RequestOptions options() {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setURI(backend.url().getRawPath() + inference.path())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT, "application/json, " + EVENT_STREAM);
    }

    private void send(HttpClientRequest request) {
        request.exceptionHandler(this::lost);
        request.send(inference.body()).onComplete(this::receive, this::lost);
    }

    private void receive(HttpClientResponse answer) {
        answer.exceptionHandler(this::lost);
        String type =
                Optional.ofNullable(answer.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("application/json");
        if (answer.statusCode() == 200 && type.startsWith(EVENT_STREAM)) {
            receiveStream(answer);
        } else {
            receiveWhole(answer, type);
        }
    }

    private void receiveStream(HttpClientResponse answer) {
        StreamRelay passing = new StreamRelay(answer, client, this);
        stream = Optional.of(passing);
        answer.handler(chunk -> {
            heard = true;
            if (!ended) {
                passing.feed(chunk);
            }
        });
        answer.endHandler(end -> endedBy(Outcome.REFUSED, "its stream ended before the answer did"));
    }

    private void receiveWhole(HttpClientResponse answer, String type) {
        int limit = relay.limits().answerBytes();
        Buffer body = Buffer.buffer();
        answer.handler(chunk -> {
            if (body.length() + chunk.length() > limit) {
                endedBy(Outcome.CUT, "its answer is larger than " + limit + " bytes");
            } else {
                body.appendBuffer(chunk);
            }
        });
        answer.endHandler(end -> end(WholeAnswer.judge(answer.statusCode(), type, body)));
    }

    private void endedBy(Outcome outcome, String why) {
        end(stream.map(passing -> passing.endedBy(outcome, why)).orElse(new Verdict.Failed(outcome, why)));
    }

    private void end(Verdict verdict) {
        if (ended) {
            return;
        }
        ended = true;
        if (connection != null) {
            connection.close();
        }
        listener.accept(verdict);
    }
}
