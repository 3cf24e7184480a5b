package dev.sluice.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolBackendTest {

    private final PoolBackend backend = PoolBackend.start("vllm:counting:500");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() throws IOException {
        client.shutdownNow();
        backend.kill();
    }

    @Test
    void itCountsAndKeepsBooks() throws IOException, InterruptedException {
        String streamed =
                client.send(chat("counting", 3, true), BodyHandlers.ofString()).body();
        String whole =
                client.send(chat("another", 3, false), BodyHandlers.ofString()).body();

        assertThat(streamed)
                .contains("\" 1\"", "\" 2\"", "\" 3\"", "\"length\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(whole).contains("\" 1 2 3\"");
        assertThat(idle()).isTrue();
        assertThat(books("received")).isEqualTo(2);
        assertThat(books("whole")).isEqualTo(2);
        assertThat(books("messages")).isEqualTo(2);
        assertThat(books("misdirected")).isEqualTo(1);
        assertThat(books("streamsLeft")).isZero();
    }

    @Test
    void aClientThatLeavesIsNoticedOnce() throws IOException, InterruptedException {
        try (InputStream begun = client.send(chat("counting", 100_000, true), BodyHandlers.ofInputStream())
                .body()) {
            assertThat(begun.read()).isNotEqualTo(-1);
        }

        assertThat(idle()).isTrue();
        assertThat(books("streamsLeft")).isEqualTo(1);
        assertThat(books("whole")).isZero();
    }

    @Test
    void whoeverItBreaksWithHasNotLeft() throws IOException, InterruptedException {
        try (InputStream begun = client.send(chat("counting", 100_000, true), BodyHandlers.ofInputStream())
                .body()) {
            assertThat(begun.read()).isNotEqualTo(-1);
            backend.kill();
            assertThat(idle()).isTrue();
        }
        backend.revive();

        assertThat(client.send(chat("counting", 1, false), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(idle()).isTrue();
        assertThat(books("streamsLeft")).isZero();
        assertThat(books("killed")).isEqualTo(1);
        assertThat(books("whole")).isEqualTo(1);
    }

    private boolean idle() throws IOException {
        return Patiently.until(() -> books("running") == 0);
    }

    private long books(String name) {
        return backend.books().getLong(name);
    }

    private HttpRequest chat(String model, int tokens, boolean streamed) {
        JsonObject body = new JsonObject("{\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]}")
                .put("model", model)
                .put("max_tokens", tokens)
                .put("stream", streamed);
        return HttpRequest.newBuilder(URI.create(backend.url() + "/v1/chat/completions"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofString(body.encode()))
                .build();
    }
}
