package dev.sluice.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.gguf.CountingModel;
import dev.sluice.config.Limits;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.pool.Health;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A router starts while a real llama-server still works on what another one has sent it. */
@Tag("containers")
@ExtendWith(Docker.class)
class RestartedRouterTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void whatStillRunsThereIsWaitedFor() throws Exception {
        try (LlamaServer server = new LlamaServer(CountingModel.slowedBy(20));
                RawConnection before = new RawConnection(server.port()).ask(ask(400));
                RunningRouter router = RunningRouter.start(Limits.DEFAULT, List.of(server.url()))) {
            before.readUntil(" 1");
            await().atMost(SOON)
                    .until(() -> router.snapshot().known().getFirst().health() == Health.UP);
            RawConnection next = new RawConnection(router).ask(ask(3));
            router.awaitWaiting(1);
            assertThat(before.read().body()).contains("[DONE]");
            assertThat(server.metric("llamacpp:requests_deferred")).isZero();
            assertThat(next.read().body()).contains(" 3").contains("[DONE]");
            next.close();
        }
    }

    private static String ask(int tokens) {
        return "{\"stream\":true,\"max_tokens\":" + tokens
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]}";
    }
}
