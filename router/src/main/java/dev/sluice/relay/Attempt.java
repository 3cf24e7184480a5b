package dev.sluice.relay;

import dev.sluice.admission.Outcome;
import dev.sluice.config.Limits;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One try of one request on one backend, over a connection of its own. */
final class Attempt {

    private static final String EVENT_STREAM = "text/event-stream";

    private final Inference inference;
    private final Backend backend;
    private final HttpServerResponse client;
    private final Limits limits;
    private @Nullable HttpClientConnection connection;
    private Optional<StreamRelay> stream = Optional.empty();
    private boolean heard;
    private boolean ended;
    private Consumer<Verdict> listener = verdict -> {};

    /** Of this request on that backend; nothing is sent before {@link #start}. */
    Attempt(Inference inference, Backend backend, HttpServerResponse client, Limits limits) {
        this.inference = inference;
        this.backend = backend;
        this.client = client;
        this.limits = limits;
    }

    /** The listener hears the verdict once, unless the attempt is cancelled. */
    void start(Dialer dialer, Consumer<Verdict> listener) {
        this.listener = listener;
        dialer.dial(backend.url()).onComplete(this::connected, cause -> lose("it could not be reached"));
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

    /** The stream of which the client has received a part, if it has. */
    Optional<StreamRelay> committedStream() {
        return stream.filter(StreamRelay::committed);
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
        StreamRelay relay = new StreamRelay(answer, client, this::end);
        stream = Optional.of(relay);
        answer.handler(chunk -> {
            heard = true;
            if (!ended) {
                relay.feed(chunk);
            }
        });
        answer.endHandler(end -> end(relay.atEnd()));
    }

    private void receiveWhole(HttpClientResponse answer, String type) {
        Buffer body = Buffer.buffer();
        answer.handler(chunk -> {
            if (body.length() + chunk.length() > limits.answerBytes()) {
                end(new Verdict.Failed(Outcome.CUT, "its answer is larger than " + limits.answerBytes() + " bytes"));
            } else {
                body.appendBuffer(chunk);
            }
        });
        answer.endHandler(end -> end(WholeAnswer.judge(answer.statusCode(), type, body)));
    }

    private void lost(Throwable cause) {
        lose("it closed the connection before the answer ended");
    }

    private void lose(String why) {
        end(new Verdict.Failed(Outcome.LOST, why));
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
