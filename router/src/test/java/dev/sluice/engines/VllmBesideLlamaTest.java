package dev.sluice.engines;

import static dev.sluice.fixture.Streamed.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.engines.VllmServer;
import dev.sluice.backends.gguf.CountingModel;
import dev.sluice.config.Patience;
import dev.sluice.config.Timeouts;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.pool.Health;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real llama-server with a small context and a real vLLM with a larger one serve one model. */
@Tag("containers")
@ExtendWith(Docker.class)
class VllmBesideLlamaTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Long enough for any engine that works, and short enough to see one that does not. */
    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(20), Duration.ofSeconds(3), Duration.ofMinutes(2), Duration.ofSeconds(1));

    private static LlamaServer small;
    private static VllmServer large;
    private static RunningRouter router;

    @BeforeAll
    static void start() {
        small = new LlamaServer(CountingModel.slowedBy(5), "-c", "512");
        large = new VllmServer();
        router = RunningRouter.start(
                config -> config.with(Timeouts.DEFAULT.with(SHORT)), List.of(small.url(), large.url()));
        router.awaitUp(2);
    }

    @AfterAll
    static void stop() {
        router.close();
        small.close();
        large.close();
    }

    @Test
    void whatFitsOnlyOneOfThemIsServedThereWhereverItWasSentFirst() throws Exception {
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> answer = ask(900, 3);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-sluice-backend")).hasValue("b2");
            assertThat(text(answer)).isEqualTo(count(3));
        }
    }

    @Test
    void whatFitsNowhereIsRefusedWithTheNumbers() throws Exception {
        HttpResponse<String> answer = ask(5_000, 3);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("2048");
    }

    @Test
    @Timeout(value = VllmServer.START_AND_TEST, unit = TimeUnit.MINUTES)
    void aVllmWhoseEngineHangsIsOutUntilItGetsOnAgain() throws Exception {
        try (RawConnection client = new RawConnection(large.port())) {
            client.ask(body(10, 1)).read(); // it is warm
        }
        try (RawConnection client = new RawConnection(router).ask(body(900, 500))) {
            client.readUntil(" 3");
            large.hang();
            assertThat(client.read().body()).contains("event: error").doesNotContain("[DONE]");
            await().atMost(SOON).until(() -> health() == Health.HUNG);
            assertThat(ask(10, 3).headers().firstValue("x-sluice-backend")).hasValue("b1");
        }
        large.goOn();
        await().atMost(SOON).until(() -> health() == Health.UP);
        assertThat(text(ask(900, 3))).isEqualTo(count(3));
    }

    private static Health health() {
        return router.snapshot().backends().get(1).backend().health();
    }

    private static HttpResponse<String> ask(int promptBytes, int tokens) throws Exception {
        return router.post(
                "/v1/chat/completions", body(promptBytes, tokens).replace("\"stream\":true", "\"stream\":false"));
    }

    /** To this model nearly every byte of a prompt is a token. */
    private static String body(int promptBytes, int tokens) {
        return "{\"model\":\"counting\",\"stream\":true,\"max_tokens\":" + tokens
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(promptBytes) + "\"}]}";
    }

    private static String text(HttpResponse<String> answer) {
        return new JsonObject(answer.body())
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
    }
}
