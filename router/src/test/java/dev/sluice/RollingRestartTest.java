package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Shutdown;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.TcpBalancer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Two routers with a pool each behind a balancer of connections, which are restarted one after the other. */
@BesideOthers
class RollingRestartTest {

    private static final int CLIENTS = 8;
    private static final int ROUNDS = 3;

    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void noRequestFails() throws Exception {
        try (var one = new ScriptedBackend("vllm", counts(5), "counting");
                var other = new ScriptedBackend("vllm", counts(5), "counting");
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            RunningRouter first = on(0, one);
            RunningRouter second = on(0, other);
            try (TcpBalancer balancer = new TcpBalancer(List.of(first.port(), second.port()))) {
                List<Future<Integer>> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(threads.submit(client(balancer)));
                }
                for (int round = 0; round < ROUNDS; round++) {
                    first = restarted(first, one);
                    second = restarted(second, other);
                }
                enough.set(true);
                for (Future<Integer> client : clients) {
                    assertThat(client.get()).isPositive();
                }
            }
            first.close();
            second.close();
        }
    }

    /** It serves on the same port when this returns. */
    private static RunningRouter restarted(RunningRouter router, ScriptedBackend backend) {
        int port = router.port();
        router.shutDown().await();
        router.close();
        return on(port, backend);
    }

    /** It says for longer than a connection takes that it leaves, before it does. */
    private static RunningRouter on(int port, ScriptedBackend backend) {
        Shutdown rules = new Shutdown(Duration.ofSeconds(1), Duration.ofMinutes(1), Shutdown.Waiting.SERVE);
        return RunningRouter.on(port, config -> config.with(rules), backend);
    }

    /** Asks until it is enough, on a connection of its own each time; how often. */
    private Callable<Integer> client(TcpBalancer balancer) {
        return () -> {
            int asked = 0;
            while (!enough.get()) {
                try (HttpClient client = HttpClient.newHttpClient()) {
                    HttpRequest request = HttpRequest.newBuilder(balancer.uri("/v1/chat/completions"))
                            .POST(BodyPublishers.ofString(ASK_STREAM))
                            .build();
                    assertThat(client.send(request, BodyHandlers.ofString()).body())
                            .isEqualTo(counting(5));
                    asked++;
                }
            }
            return asked;
        };
    }
}
