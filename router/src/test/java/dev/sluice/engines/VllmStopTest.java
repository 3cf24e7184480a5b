package dev.sluice.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.VllmServer;
import dev.sluice.config.Limits;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real vLLM is told to stop: it closes its listener, and most often leaves its streams open and silent for ever. */
@Tag("containers")
@ExtendWith(Docker.class)
class VllmStopTest {

    private static final int CLIENTS = 5;
    private static final Duration PROMISED = Duration.ofSeconds(2);
    private static final String ASK = "{\"model\":\"counting\",\"stream\":true,\"max_tokens\":1000,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]}";

    private final Executor readers = Executors.newVirtualThreadPerTaskExecutor();

    @Test
    @Timeout(value = VllmServer.START_AND_TEST, unit = TimeUnit.MINUTES)
    void everyClientIsToldWithinTwoSeconds() throws Exception {
        try (VllmServer server = new VllmServer();
                RunningRouter router = RunningRouter.start(Limits.DEFAULT, List.of(server.url()));
                Clients clients = new Clients()) {
            router.awaitUp(1);
            for (int i = 0; i < CLIENTS; i++) {
                clients.all.add(new RawConnection(router).ask(ASK));
                clients.all.getLast().readUntil("\"content\":\" 1\"");
            }
            List<CompletableFuture<String>> endings = clients.all.stream()
                    .map(client -> CompletableFuture.supplyAsync(() -> readToTheEnd(client), readers))
                    .toList();

            server.terminate();

            await().atMost(PROMISED).until(() -> endings.stream().allMatch(CompletableFuture::isDone));
            assertThat(endings)
                    .allSatisfy(ending -> assertThat(ending.join())
                            .contains("event: error\ndata: {\"error\":")
                            .doesNotContain("[DONE]"));
        }
    }

    /** They leave at the end of the test, whatever they have heard. */
    private record Clients(List<RawConnection> all) implements AutoCloseable {

        Clients() {
            this(new ArrayList<>());
        }

        @Override
        public void close() throws IOException {
            for (RawConnection client : all) {
                client.close();
            }
        }
    }

    private static String readToTheEnd(RawConnection client) {
        try {
            return client.read().body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
