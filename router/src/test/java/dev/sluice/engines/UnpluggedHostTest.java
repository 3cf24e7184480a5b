package dev.sluice.engines;

import static dev.sluice.fixture.Streamed.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.gguf.CountingModel;
import dev.sluice.config.Limits;
import dev.sluice.fixture.OpenAiJava;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.pool.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The network of a host goes away while its real llama-server works: no packet says so. */
@Tag("containers")
@ExtendWith(Docker.class)
class UnpluggedHostTest {

    private static final Duration PROMISED = Duration.ofSeconds(10);
    private static final String LONG =
            "{\"stream\":true,\"max_tokens\":1000,\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]}";

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    @Test
    void itIsNoticedAndWhoeverWaitsIsServedElsewhere() throws Exception {
        try (LlamaServer unplugged = new LlamaServer(CountingModel.slowedBy(20));
                LlamaServer other = new LlamaServer(CountingModel.slowedBy(20));
                RunningRouter router = RunningRouter.start(
                        Limits.DEFAULT, List.of(unplugged.urlWithoutForwarder(), other.urlWithoutForwarder()));
                OpenAiJava client = new OpenAiJava(router);
                RawConnection onUnplugged = new RawConnection(router)) {
            router.awaitUp(2);
            router.awaitQuiet(); // both have been seen idle
            onUnplugged.ask(LONG).readUntil(" 3");
            List<CompletableFuture<String>> others = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> client.stream("counting", 20), threads))
                    .toList();

            unplugged.unplug();

            await().atMost(PROMISED)
                    .until(() -> router.snapshot().known().getFirst().health() == Health.DOWN);
            assertThat(others).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(count(20)));
            assertThat(onUnplugged.read().body()).contains("event: error").doesNotContain("[DONE]");
            unplugged.plugIn();
            await().atMost(PROMISED)
                    .until(() -> router.snapshot().known().getFirst().health() == Health.UP);
        }
    }
}
