package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.admission.Snapshot;
import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.ConfigFile;
import dev.sluice.config.InvalidConfig;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.Halves;
import dev.sluice.fixture.RunningRouter;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that is read again while requests run and wait. */
@BesideOthers
class ReloadTest {

    /** Without heartbeats: on a slow machine two hundred reloads take longer than a silence may last without one. */
    private static final String HEAD = """
            listen: [{address: 127.0.0.1:0}]
            management: {address: 127.0.0.1:0}
            heartbeat: {style: off}
            """;

    @TempDir
    private Path folder;

    @Test
    void twoHundredReloadsUnderAHundredStreams() throws Exception {
        int streams = 100;
        Halves halves = new Halves(streams);
        try (var backend = new ScriptedBackend("vllm", halves, "counting");
                var other = new ScriptedBackend("vllm", counts(2), "counting");
                var router = running(one(backend, 100), backend, other)) {
            router.awaitUp(1);
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, streams)
                    .mapToObj(i -> router.chatLater(ASK_STREAM))
                    .toList();
            halves.awaitBegun();
            for (int i = 0; i < 200; i++) {
                say(i % 2 == 0 ? one(backend, 1 + i) + "  - url: " + other.url() + "\n" : one(backend, 1 + i));
                router.reload().await();
            }
            assertThat(use(router, "b1").leased()).isEqualTo(streams);
            halves.release();
            for (var answer : answers) {
                assertThat(answer.get().body()).isEqualTo(counting(2));
            }
            assertThat(router.snapshot().known()).hasSize(1);
            await().until(() -> router.scraped().sum("sluice_inflight_requests") == 0);
        }
    }

    @Test
    void whatLeftTheFileDrainsAndWhoWaitedForItIsServedByAnother() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Script held = call -> {
            release.await();
            counts(3).answer(call);
        };
        try (var leaving = new ScriptedBackend(held);
                var staying = new ScriptedBackend(counts(2));
                var router = running(one(leaving, 1), leaving, staying)) {
            router.awaitUp(1);
            router.awaitQuiet();
            var running = router.chatLater(ASK_STREAM);
            router.awaitTaken(1);
            var waiting = router.chatLater(ASK_STREAM);
            router.awaitWaiting(1);

            say(one(staying, 1));
            router.reload().await();
            assertThat(waiting.get().body()).isEqualTo(counting(2));
            assertThat(router.snapshot().known()).hasSize(2);
            release.countDown();
            assertThat(running.get().body()).isEqualTo(counting(3));
            await().until(() -> router.snapshot().known().size() == 1);
            assertThat(router.snapshot().known().getFirst().url()).hasToString(staying.url());
        }
    }

    @Test
    void aFileWithMistakesChangesNothingAndTheyAreTold() throws Exception {
        try (var backend = new ScriptedBackend(counts(1));
                var router = running(one(backend, 1), backend)) {
            router.awaitUp(1);
            say("backends: []\nqueue: {lenght: 3}\n");
            assertThatThrownBy(() -> router.reload().await()).isInstanceOf(InvalidConfig.class);
            HttpResponse<String> told = post(router, "/reload");
            assertThat(told.statusCode()).isEqualTo(422);
            assertThat(new JsonObject(told.body()).getJsonArray("problems"))
                    .hasSize(2)
                    .allSatisfy(
                            problem -> assertThat(problem.toString()).contains("router.yaml: line ", "(expected: "));
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(1));
        }
    }

    @Test
    void theAddressesCannotChange() throws Exception {
        try (var backend = new ScriptedBackend(counts(1));
                var router = running(one(backend, 1), backend)) {
            Files.writeString(file().path(), "listen: [{address: 127.0.0.1:1}]\n" + one(backend, 1));
            assertThatThrownBy(() -> router.reload().await())
                    .hasMessageContaining("listen: ")
                    .hasMessageContaining("management.address: ")
                    .hasMessageContaining("restart");
        }
    }

    @Test
    void aFileThatIsWatchedIsReadWhenItChanges() throws Exception {
        try (var backend = new ScriptedBackend(counts(1));
                var other = new ScriptedBackend(counts(1));
                var router = running("reload: {watch: true}\n" + one(backend, 1), backend, other)) {
            router.awaitUp(1);
            await().until(() -> {
                say("reload: {watch: true}\n" + one(backend, 1) + "  - url: " + other.url() + "\n# "
                        + System.nanoTime());
                return router.snapshot().known().size() == 2;
            });
        }
    }

    @Test
    void modelsQueuesAndTimesHoldForWhatComesThen() throws Exception {
        try (var backend = new ScriptedBackend(counts(1));
                var router = running(one(backend, 1), backend)) {
            router.awaitUp(1);
            assertThat(router.chat(ASK_STREAM.replace("counting", "llm")).statusCode())
                    .isEqualTo(404);
            say(one(backend, 1) + "models: [{name: llm, serves: [counting]}]\n");
            router.reload().await();
            await().until(() ->
                    router.chat(ASK_STREAM.replace("counting", "llm")).statusCode() == 200);
            say(one(backend, 1) + "limits: {request: 10B}\n");
            router.reload().await();
            assertThat(router.chat(ASK_STREAM).statusCode()).isEqualTo(413);
        }
    }

    private RunningRouter running(String rest, ScriptedBackend... backends) throws IOException, InvalidConfig {
        say(rest);
        return RunningRouter.of(file(), backends);
    }

    private void say(String rest) throws IOException {
        Files.writeString(file().path(), HEAD + rest);
    }

    private ConfigFile file() {
        return new ConfigFile(folder.resolve("router.yaml"), Map.of());
    }

    private static String one(ScriptedBackend backend, int slots) {
        return "backends:\n  - {url: '" + backend.url() + "', slots: " + slots + "}\n";
    }

    private static Snapshot.Use use(RunningRouter router, String id) {
        return router.snapshot().backends().stream()
                .filter(use -> use.backend().id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> post(RunningRouter router, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + router.managementPort() + path);
            return client.send(
                    HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        }
    }
}
