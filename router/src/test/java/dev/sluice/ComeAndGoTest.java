package dev.sluice;

import static dev.sluice.fixture.Streamed.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.llama.LlamaServer;
import dev.sluice.backends.simulated.ollama.Ollama;
import dev.sluice.backends.simulated.vllm.Vllm;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.Limits;
import dev.sluice.config.Settings;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Simulated engines that come and go, under several names. */
@BesideOthers
class ComeAndGoTest {

    private static final String STREAM =
            "{\"stream\":true,\"max_tokens\":3,\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]}";

    private final Vertx vertx = Transports.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whileBothAreDeadRequestsWaitAndTheHealthSaysSo() throws Exception {
        SimulatedBackend a = start(LlamaServer.USUAL);
        SimulatedBackend b = start(LlamaServer.USUAL);
        try (RunningRouter router = RunningRouter.start(Limits.DEFAULT, List.of(a.url(), b.url()))) {
            router.awaitUp(2);
            assertThat(router.get("/health").statusCode()).isEqualTo(200);
            a.kill().await();
            b.kill().await();
            await().until(() -> router.get("/health").statusCode() == 503);
            assertThat(router.get("/health").body()).contains("\"error\"").contains("No backend serves anything now");
            try (RawConnection client = new RawConnection(router).ask(STREAM)) {
                router.awaitWaiting(1);
                b.revive().await();
                assertThat(client.read().body()).contains(" 3").contains("[DONE]");
            }
            assertThat(router.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBackupServesOnlyWhileTheOthersCannot() throws Exception {
        SimulatedBackend first = start(Vllm.USUAL);
        SimulatedBackend backup = start(Ollama.USUAL);
        Settings settings =
                Settings.of("127.0.0.1", 0, List.of(first.url(), backup.url())).withTiers(Map.of(backup.url(), 1));
        try (RunningRouter router = with(settings)) {
            router.awaitUp(2);
            assertThat(servedBy(router, "counting")).isEqualTo("b1");
            first.kill().await();
            assertThat(servedBy(router, "counting")).isEqualTo("b2");
            first.revive().await();
            router.awaitUp(2);
            assertThat(servedBy(router, "counting")).isEqualTo("b1");
        }
    }

    @Test
    void oneNameMayStandForWhatEachBackendCallsOtherwise() throws Exception {
        SimulatedBackend named = start(Vllm.USUAL.serving("meta/llama"));
        SimulatedBackend file = start(LlamaServer.USUAL.serving("/models/llama.gguf"));
        Settings settings = Settings.of("127.0.0.1", 0, List.of(named.url(), file.url()))
                .withAliases(List.of("llm=meta/llama", "llm=/models/llama.gguf"));
        try (RunningRouter router = with(settings)) {
            router.awaitUp(2);
            assertThat(router.get("/v1/models").body()).contains("\"llm\"", "\"meta/llama\"", "/models/llama.gguf");
            assertThat(servedBy(router, "llm")).isEqualTo("b1");
            named.kill().await();
            assertThat(servedBy(router, "llm")).isEqualTo("b2");
            assertThat(servedBy(router, "/models/llama.gguf")).isEqualTo("b2");
        }
    }

    private SimulatedBackend start(Engine engine) {
        return SimulatedBackend.start(vertx, engine, 0).await();
    }

    private static RunningRouter with(Settings settings) throws InvalidConfig {
        return RunningRouter.with(settings, Map.of());
    }

    /** Which backend has answered, exactly as it should. */
    private static String servedBy(RunningRouter router, String model) throws Exception {
        JsonObject ask = new JsonObject(STREAM).put("stream", false).put("model", model);
        HttpResponse<String> answer = router.post("/v1/chat/completions", ask.encode());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String said = new JsonObject(answer.body())
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
        assertThat(said).isEqualTo(count(3));
        return answer.headers().firstValue("x-sluice-backend").orElseThrow();
    }
}
