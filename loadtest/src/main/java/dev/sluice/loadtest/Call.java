package dev.sluice.loadtest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One request of a load client, read to its end and judged.
 *
 * @param <R> what it receives
 */
final class Call<R extends Received> {

    /** A stream that says nothing for so long has failed; the slowest here says something each second. */
    private static final long SILENCE_MS = 30_000;

    private final HttpClient client;
    private final Ask ask;
    private final R answer;
    private final Tally tally;
    private final Promise<R> ended = Promise.promise();
    private boolean over;

    Call(HttpClient client, Ask ask, R answer, Tally tally) {
        this.client = client;
        this.ask = ask;
        this.answer = answer;
        this.tally = tally;
    }

    /** Sends it. Never fails: what went wrong is in the tally. */
    Future<R> send(URI target) {
        client.request(options(target)).onComplete(this::send, this::failed);
        return ended.future();
    }

    private static RequestOptions options(URI target) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(target.getHost())
                .setPort(target.getPort())
                .setURI("/v1/chat/completions")
                .setIdleTimeout(SILENCE_MS)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    }

    private void send(HttpClientRequest request) {
        answer.sent(System.nanoTime());
        request.send(Buffer.buffer(ask.json())).onComplete(this::receive, this::failed);
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(this::failed);
        response.handler(chunk -> answer.take(chunk.toString(StandardCharsets.ISO_8859_1), System.nanoTime()));
        response.endHandler(end -> end(
                response.statusCode() == 200 ? answer.judge(System.nanoTime()) : "status " + response.statusCode()));
    }

    private void failed(Throwable cause) {
        end(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    private void end(String failure) {
        if (over) {
            return;
        }
        over = true;
        if (failure.isEmpty()) {
            tally.complete(answer.events());
        } else {
            tally.failed(failure);
        }
        ended.complete(answer); // last: who waits for it reads the tally then
    }
}
