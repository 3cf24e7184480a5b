package dev.sluice.engines;

import static dev.sluice.fixture.Streamed.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.admission.Snapshot;
import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.EngineServer;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.engines.VllmServer;
import dev.sluice.backends.gguf.CountingModel;
import dev.sluice.config.Settings;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.Streamed;
import dev.sluice.pool.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two real llama-servers with one slot each and a real vLLM with three serve one model together. */
@Tag("containers")
@ExtendWith(Docker.class)
class MixedPoolTest {

    private static final int ON_VLLM = 3;
    private static final int AT_ONCE = ON_VLLM + 2;
    private static final int LONG = 900;
    private static final int SHORT = 40;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration RESTART = Duration.ofMinutes(2);

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private static List<EngineServer> servers;
    private static List<RecordingProxy> witnesses;
    private static VllmServer vllm;
    private static RunningRouter router;

    @BeforeAll
    static void start() throws Exception {
        LlamaServer a = new LlamaServer(CountingModel.slowedBy(20));
        LlamaServer b = new LlamaServer(CountingModel.slowedBy(20));
        vllm = new VllmServer();
        servers = List.of(a, b, vllm);
        witnesses = List.of(new RecordingProxy(a.port()), new RecordingProxy(b.port()));
        List<String> urls = List.of(witnesses.get(0).url(), witnesses.get(1).url(), vllm.url());
        router = RunningRouter.with(Settings.of("127.0.0.1", 0, urls).withSlots(Map.of(vllm.url(), ON_VLLM)), Map.of());
        router.awaitUp(servers.size());
    }

    @AfterAll
    static void stop() {
        router.close();
        witnesses.forEach(RecordingProxy::close);
        servers.forEach(EngineServer::close);
    }

    @Test
    void allOfAMixedLoadIsExactAndALlamaServerNeverHasTwoAtOnce() {
        List<CompletableFuture<Streamed>> answers =
                IntStream.range(0, 30).mapToObj(i -> ask(10 + i * 2)).toList();
        for (int i = 0; i < answers.size(); i++) {
            int tokens = 10 + i * 2;
            assertThat(answers.get(i).join()).matches(answer -> isWhole(answer, tokens));
        }
        assertThat(witnesses).allSatisfy(witness -> {
            assertThat(witness.requests()).isNotEmpty();
            assertThat(witness.overlaps()).isZero();
        });
        assertThat(use(2).served()).isPositive();
    }

    @Test
    void vllmsOwnCountFollowsOurs() throws Exception {
        List<RawConnection> clients = new ArrayList<>();
        for (int asked = 1; asked <= AT_ONCE; asked++) {
            clients.add(new RawConnection(router).ask(body(LONG)));
            router.awaitTaken(asked);
            await().atMost(SOON).until(MixedPoolTest::vllmCountsAsWeDo);
        }
        assertThat(use(2).leased()).isEqualTo(ON_VLLM);
        for (RawConnection client : clients) {
            client.close();
            await().atMost(SOON).until(MixedPoolTest::vllmCountsAsWeDo);
        }
        router.awaitQuiet();
        await().atMost(SOON).until(() -> vllm.metric("vllm:num_requests_running") == 0);
    }

    private static boolean vllmCountsAsWeDo() {
        return vllm.metric("vllm:num_requests_running") == use(2).leased();
    }

    @ParameterizedTest
    @Timeout(value = VllmServer.START_AND_TEST, unit = TimeUnit.MINUTES)
    @ValueSource(ints = {0, 1, 2})
    void aKillLosesNothingThatHadNotBegun(int killed) {
        List<CompletableFuture<Streamed>> answers = new ArrayList<>();
        for (int i = 0; i < 3 * AT_ONCE; i++) {
            answers.add(ask(SHORT));
        }
        await().atMost(SOON).until(() -> use(killed).leased() > 0);
        servers.get(killed).kill();
        for (CompletableFuture<Streamed> answer : answers) {
            Streamed seen = answer.join();
            if (seen.done()) {
                assertThat(seen).matches(whole -> isWhole(whole, SHORT));
            } else {
                assertThat(seen.content()).as("a stream that broke had begun").isNotEmpty();
            }
        }
        assertThat(answers.stream().filter(answer -> !answer.join().done()).count())
                .isLessThanOrEqualTo(killed == 2 ? ON_VLLM : 1);
        servers.get(killed).startAgain();
        await().atMost(RESTART).until(() -> use(killed).backend().health() == Health.UP);
        List<CompletableFuture<Streamed>> all =
                IntStream.range(0, AT_ONCE).mapToObj(i -> ask(SHORT)).toList();
        assertThat(all).allSatisfy(answer -> assertThat(answer.join()).matches(whole -> isWhole(whole, SHORT)));
    }

    private static Snapshot.Use use(int backend) {
        return router.snapshot().backends().get(backend);
    }

    private static CompletableFuture<Streamed> ask(int tokens) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (RawConnection client = new RawConnection(router)) {
                        return Streamed.of(
                                client.ask(body(tokens)).read().body().lines());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                THREADS);
    }

    private static String body(int tokens) {
        return "{\"model\":\"counting\",\"stream\":true,\"max_tokens\":" + tokens
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]}";
    }

    /** In pieces of any size: vLLM puts several tokens into one event when it is in a hurry. */
    private static boolean isWhole(Streamed answer, int tokens) {
        return answer.done() && String.join("", answer.content()).equals(count(tokens));
    }
}
