package dev.sluice.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PoolBackendTest {

    /** An answer of so many tokens lasts longer than any test. */
    private static final int ENDLESS = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final PoolBackend llamaServer =
            PoolBackend.start(vertx, "llamacpp:counting:20").await();
    private final PoolBackend vllm =
            PoolBackend.start(vertx, "vllm:counting:20").await();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.shutdownNow();
        vertx.close().await();
    }

    @Test
    void itCountsAndKeepsBooks() throws IOException, InterruptedException {
        for (PoolBackend backend : List.of(llamaServer, vllm)) {
            String streamed = body(chat(backend, "counting", 3, true));
            String whole = body(chat(backend, "counting", 3, false));

            assertThat(streamed)
                    .contains("\" 1\"", "\" 2\"", "\" 3\"", "\"length\"")
                    .endsWith("data: [DONE]\n\n");
            assertThat(whole).contains("\" 1 2 3\"");
            assertThat(idle(backend)).isTrue();
            assertThat(books(backend, "received")).isEqualTo(2);
            assertThat(books(backend, "whole")).isEqualTo(2);
            assertThat(books(backend, "messages")).isEqualTo(2);
            assertThat(books(backend, "misdirected")).isZero();
            assertThat(books(backend, "streamsLeft")).isZero();
        }
    }

    @Test
    void aRequestForAnotherModelIsNotedWhereItIsAnsweredAllTheSame() throws IOException, InterruptedException {
        assertThat(body(chat(llamaServer, "another", 3, false))).contains("\" 1 2 3\"");
        assertThat(status(chat(vllm, "another", 3, false))).isEqualTo(404);

        assertThat(books(llamaServer, "misdirected")).isEqualTo(1);
        assertThat(books(vllm, "received")).isZero();
    }

    @Test
    void aClientThatLeavesItsStreamIsNoticedOnce() throws IOException, InterruptedException {
        try (InputStream begun = open(vllm)) {
            assertThat(begun.read()).isNotEqualTo(-1);
        }

        assertThat(idle(vllm)).isTrue();
        assertThat(books(vllm, "streamsLeft")).isEqualTo(1);
        assertThat(books(vllm, "answersLeft")).isZero();
        assertThat(books(vllm, "whole")).isZero();
    }

    @Test
    void oneThatDoesNotWaitForAnAnswerInOnePieceIsNoticedToo() throws IOException {
        Future<?> asked = client.sendAsync(chat(llamaServer, "counting", ENDLESS, false), BodyHandlers.ofString());
        assertThat(Patiently.until(() -> books(llamaServer, "running") == 1)).isTrue();
        asked.cancel(true);

        assertThat(idle(llamaServer)).isTrue();
        assertThat(books(llamaServer, "answersLeft")).isEqualTo(1);
        assertThat(books(llamaServer, "streamsLeft")).isZero();
    }

    @Test
    void whoeverItBreaksWithHasNotLeft() throws IOException, InterruptedException {
        try (InputStream begun = open(vllm)) {
            assertThat(begun.read()).isNotEqualTo(-1);
            vllm.kill().await();
            assertThat(idle(vllm)).isTrue();
        }
        vllm.revive().await();

        assertThat(status(chat(vllm, "counting", 1, false))).isEqualTo(200);
        assertThat(idle(vllm)).isTrue();
        assertThat(books(vllm, "streamsLeft")).isZero();
        assertThat(books(vllm, "killed")).isEqualTo(1);
        assertThat(books(vllm, "whole")).isEqualTo(1);
    }

    /** A stream that does not end. */
    private InputStream open(PoolBackend backend) throws IOException, InterruptedException {
        return client.send(chat(backend, "counting", ENDLESS, true), BodyHandlers.ofInputStream())
                .body();
    }

    private String body(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private int status(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    private static boolean idle(PoolBackend backend) throws IOException {
        return Patiently.until(() -> books(backend, "running") == 0);
    }

    private static long books(PoolBackend backend, String name) {
        return backend.books().getLong(name);
    }

    private static HttpRequest chat(PoolBackend backend, String model, int tokens, boolean streamed) {
        JsonObject body = new JsonObject("{\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]}")
                .put("model", model)
                .put("max_tokens", tokens)
                .put("stream", streamed);
        return HttpRequest.newBuilder(URI.create(backend.url() + "/v1/chat/completions"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build();
    }
}
