package dev.sluice.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.engines.VllmServer;
import dev.sluice.backends.gguf.CountingModel;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.WatchedBackend;
import dev.sluice.pool.Health;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What real engines tell of their progress to a request that hears nothing. */
@Tag("containers")
@ExtendWith(Docker.class)
class ProgressTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Several marks fit in it, and many steps of an engine that works. */
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    @Test
    void aLlamaServerMovesInAPromptAndInAnAnswerAndNotAtRest() throws Exception {
        try (LlamaServer server = new LlamaServer(CountingModel.slowedBy(20).withSlowPrompts());
                WatchedBackend watched = WatchedBackend.up(server.url())) {
            String rest = mark(watched);
            assertStandsStill(watched);
            try (RawConnection client = new RawConnection(server.port()).ask(ask("word ".repeat(500)))) {
                await().until(server::works);
                assertMoves(watched);
                assertMoves(watched);
                assertThat(server.metric("llamacpp:prompt_tokens_total"))
                        .as("counted at the end of the prompt")
                        .isZero();
                client.readUntil(" 3");
                assertMoves(watched);
            }
            await().atMost(SOON).pollInterval(A_WHILE).until(() -> mark(watched).equals(rest));
            assertStandsStill(watched);
        }
    }

    @Test
    @Timeout(value = VllmServer.START_AND_TEST, unit = TimeUnit.MINUTES)
    void vllmMovesInAPromptAndInAnAnswerAndNotWhenItHangs() throws Exception {
        try (VllmServer server = new VllmServer();
                WatchedBackend watched = WatchedBackend.up(server.url())) {
            assertStandsStill(watched);
            try (RawConnection client = new RawConnection(server.port()).ask(ask("word ".repeat(300)))) {
                await().atMost(SOON).until(() -> server.metric("vllm:num_requests_running") == 1);
                assertMoves(watched);
                assertMoves(watched);
                assertThat(server.metric("vllm:prompt_tokens_total"))
                        .as("counted at the end of the prompt")
                        .isZero();
                client.readUntil(" 3");
                assertMoves(watched);

                server.hang();
                assertStandsStill(watched);
                assertThat(watched.listens().await()).isTrue();
                server.goOn();
                assertMoves(watched);

                server.terminate();
                await().atMost(SOON).until(() -> !watched.listens().await());
                assertThat(watched.health()).isEqualTo(Health.DOWN);
            }
        }
    }

    private static String mark(WatchedBackend watched) {
        return watched.progress().await().orElseThrow();
    }

    private static void assertMoves(WatchedBackend watched) {
        String before = mark(watched);
        await().atMost(SOON).until(() -> !mark(watched).equals(before));
    }

    /** What was on its way when the engine was stopped may still be counted; after that nothing is. */
    private static void assertStandsStill(WatchedBackend watched) {
        AtomicReference<String> last = new AtomicReference<>("");
        await().during(A_WHILE).atMost(SOON).until(() -> {
            String now = mark(watched);
            return now.equals(last.getAndSet(now));
        });
    }

    private static String ask(String prompt) {
        return "{\"model\":\"counting\",\"stream\":true,\"max_tokens\":900,\"messages\":[{\"role\":\"user\",\"content\":\""
                + prompt + "\"}]}";
    }
}
