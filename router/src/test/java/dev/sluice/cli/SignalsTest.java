package dev.sluice.cli;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.counting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.Halves;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running {@code sluice serve} does that is sent a signal. */
class SignalsTest {

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Halves halves = new Halves(1);

    @AfterEach
    void close() {
        client.shutdownNow();
    }

    @Test
    void onSigtermAStreamGoesOnToItsEndAndTheExitCodeIsZero() throws Exception {
        try (var backend = new ScriptedBackend(halves);
                var router = ServeProcess.of(file(backend, "1m"))) {
            CompletableFuture<HttpResponse<String>> answer = stream(router);
            halves.awaitBegun();
            router.signal("TERM");
            await().until(() -> router.said().contains("shutting down: no more requests"));
            halves.release();
            assertThat(answer.get().body()).isEqualTo(counting(2));
            assertThat(router.ended()).isZero();
        }
    }

    @Test
    void aSecondSigtermHurriesAndTheStreamEndsInAnError() throws Exception {
        try (var backend = new ScriptedBackend(halves);
                var router = ServeProcess.of(file(backend, "1m"))) {
            CompletableFuture<HttpResponse<String>> answer = stream(router);
            halves.awaitBegun();
            router.signal("TERM");
            await().until(() -> router.said().contains("shutting down: no more requests"));
            router.signal("TERM");
            assertThat(answer.get().body())
                    .startsWith(Halves.FIRST + "event: error\n")
                    .contains("router_stopping");
            assertThat(router.ended()).isZero();
            halves.release();
        }
    }

    @Test
    void onSighupTheFileIsReadAgainAndAMistakeChangesNothing() throws Exception {
        halves.release();
        try (var backend = new ScriptedBackend(halves);
                var router = ServeProcess.of(file(backend, "1m"))) {
            Path file = folder.resolve("sluice.yaml");
            String right = Files.readString(file);
            Files.writeString(file, right + "quue: {length: 1}\n");
            router.signal("HUP");
            await().until(() -> router.said().contains("did you mean queue?"));
            assertThat(stream(router).get().body()).isEqualTo(counting(2));
            Files.writeString(file, right + "models: [{name: llm, serves: [counting]}]\n");
            router.signal("HUP");
            await().until(() -> router.said().contains("read again, and in force"));
        }
    }

    private Path file(ScriptedBackend backend, String grace) throws Exception {
        return Files.writeString(folder.resolve("sluice.yaml"), """
                listen: [{address: 127.0.0.1:0}]
                shutdown: {grace: %s}
                backends: [{url: '%s'}]
                """.formatted(grace, backend.url()));
    }

    /** A process of its own takes its time where others have the processors. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    /** Asked as soon as the router knows the model. */
    private CompletableFuture<HttpResponse<String>> stream(ServeProcess router) throws Exception {
        URI at = URI.create("http://127.0.0.1:" + router.port());
        HttpRequest health = HttpRequest.newBuilder(at.resolve("/health")).build();
        await().until(() -> client.send(health, BodyHandlers.discarding()).statusCode() == 200);
        return client.sendAsync(
                HttpRequest.newBuilder(at.resolve("/v1/chat/completions"))
                        .POST(BodyPublishers.ofString(ASK_STREAM))
                        .build(),
                BodyHandlers.ofString());
    }
}
