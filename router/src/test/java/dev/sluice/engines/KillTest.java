package dev.sluice.engines;

import static dev.sluice.fixture.Streamed.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.openai.errors.OpenAIException;
import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.gguf.CountingModel;
import dev.sluice.config.Limits;
import dev.sluice.fixture.OpenAiJava;
import dev.sluice.fixture.RunningRouter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One of two real llama-servers is killed in the middle of its work, and comes back. */
@Tag("containers")
@ExtendWith(Docker.class)
class KillTest {

    private static final int LONG = 150;
    private static final int SHORT = 20;

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    @Test
    void onlyWhatItHadBegunIsLostAndItIsUsedAgainWhenItIsBack() {
        try (LlamaServer doomed = new LlamaServer(CountingModel.slowedBy(20));
                LlamaServer other = new LlamaServer(CountingModel.slowedBy(20));
                RunningRouter router = RunningRouter.start(Limits.DEFAULT, List.of(doomed.url(), other.url()));
                OpenAiJava client = new OpenAiJava(router)) {
            router.awaitUp(2);
            router.awaitQuiet(); // both have been seen idle
            CompletableFuture<String> onDoomed = ask(client, LONG);
            await().until(doomed::works);
            CompletableFuture<String> onOther = ask(client, LONG);
            await().until(other::works);
            List<CompletableFuture<String>> waiting =
                    IntStream.range(0, 5).mapToObj(i -> ask(client, SHORT)).toList();
            router.awaitWaiting(5);

            doomed.kill();
            Executor soon = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS, threads);
            CompletableFuture<String> later =
                    CompletableFuture.supplyAsync(() -> client.stream("counting", SHORT), soon);

            assertThatThrownBy(onDoomed::join)
                    .hasRootCauseInstanceOf(OpenAIException.class)
                    .hasMessageContaining("it closed the connection before the answer ended");
            assertThat(onOther.join()).isEqualTo(count(LONG));
            assertThat(waiting).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(count(SHORT)));
            assertThat(later.join()).isEqualTo(count(SHORT));

            doomed.startAgain();
            router.awaitUp(2);
            List<CompletableFuture<String>> both = List.of(ask(client, LONG), ask(client, LONG));
            await().until(() -> doomed.works() && other.works());
            assertThat(both).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(count(LONG)));
        }
    }

    private CompletableFuture<String> ask(OpenAiJava client, int tokens) {
        return CompletableFuture.supplyAsync(() -> client.stream("counting", tokens), threads);
    }
}
