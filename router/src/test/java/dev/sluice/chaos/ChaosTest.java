package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.Transports;
import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.Tally;
import dev.sluice.backends.simulated.llama.LlamaServer;
import dev.sluice.backends.simulated.vllm.Vllm;
import dev.sluice.chaos.ChaosClient.Saw;
import dev.sluice.config.Patience;
import dev.sluice.config.Timeouts;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.pool.Health;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Random faults on a simulated pool under load: whatever happens, each request ends whole or in an error that its client
 * can see, and at the end nothing is left of any of it. The seed is in every failure; {@code -Dsluice.seed=N} repeats
 * the same faults, though not the same moments.
 */
@Isolated("it counts what the process holds")
class ChaosTest {

    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final int CLIENTS = 12;
    private static final int A_FEW = 60;
    private static final int TEN_THOUSAND = 10_000;

    /** A tenth of what is usual: the engines here are far more than ten times as fast. */
    private static final Patience SHORT = new Patience(
            Duration.ofMillis(1_500), Duration.ofMillis(1_000), Duration.ofMinutes(1), Duration.ofMillis(300));

    /** After which the router uses a backend again whose new process it has not noticed. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(40);

    private final Vertx vertx = Transports.vertx();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aFewFaults() throws Exception {
        survive(A_FEW);
    }

    @Test
    @Tag("full")
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void tenThousandFaults() throws Exception {
        survive(TEN_THOUSAND);
    }

    private void survive(int faults) throws Exception {
        List<SimulatedBackend> pool = Stream.<Engine>of(
                        LlamaServer.USUAL, LlamaServer.USUAL, LlamaServer.USUAL, Vllm.USUAL.slots(4))
                .map(engine -> SimulatedBackend.start(vertx, engine, 0).await())
                .toList();
        Breaker breaker = new Breaker(new Random(SEED), pool);
        try (RunningRouter router = RunningRouter.start(
                        config -> config.with(Timeouts.DEFAULT.with(SHORT)),
                        pool.stream().map(SimulatedBackend::url).toList());
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            router.awaitUp(pool.size());
            Footprint before = underLoad(router, client, breaker, A_FEW);
            underLoad(router, client, breaker, faults);
            before.assertNotOutgrown();
            await().atMost(LONGEST_PAUSE)
                    .until(() -> router.snapshot().known().stream().allMatch(backend -> backend.health() == Health.UP));
            assertThat(pool)
                    .allSatisfy(backend ->
                            assertThat(backend.tally()).extracting(Tally::open).isEqualTo(0L));
        } finally {
            vertx.close().await();
        }
    }

    /** Does so many harms under load, mends all, and waits for rest. What this process holds then. */
    private Footprint underLoad(RunningRouter router, HttpClient client, Breaker breaker, int faults) throws Exception {
        enough.set(false);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<Saw, Integer>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                ChaosClient one = new ChaosClient(client, router.uri("/v1/chat/completions"), new Random(SEED + i));
                clients.add(threads.submit(untilEnough(one)));
            }
            for (int i = 0; i < faults; i++) {
                breaker.harm();
            }
            breaker.mendAll();
            enough.set(true);
            assertThat(total(clients)).as("seed %d", SEED).containsKey(Saw.WHOLE);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> router.snapshot().quiet() && router.snapshot().stale() == 0);
        return Footprint.now();
    }

    private Callable<Map<Saw, Integer>> untilEnough(ChaosClient client) {
        return () -> {
            Map<Saw, Integer> seen = new EnumMap<>(Saw.class);
            while (!enough.get()) {
                seen.merge(client.ask(), 1, Integer::sum);
            }
            return seen;
        };
    }

    private static Map<Saw, Integer> total(List<Future<Map<Saw, Integer>>> clients) throws Exception {
        Map<Saw, Integer> total = new EnumMap<>(Saw.class);
        for (Future<Map<Saw, Integer>> client : clients) {
            client.get().forEach((saw, count) -> total.merge(saw, count, Integer::sum));
        }
        System.out.println("seed " + SEED + ": " + total);
        return total;
    }
}
