package dev.sluice.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.gguf.CountingModel;
import dev.sluice.config.Limits;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.Streamed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job: fifty clients, 20 ms apart, in front of real llama-servers with one slot each. */
@Tag("containers")
@ExtendWith(Docker.class)
class FiftyClientsTest {

    private static final int CLIENTS = 50;
    private static final int TOKENS = 60;
    private static final int WARM_UP = 4;
    private static final int APART_MS = 20;
    private static final CountingModel MODEL = CountingModel.slowedBy(5);
    private static final String ASK = "{\"model\":\"counting\",\"stream\":true,\"max_tokens\":" + TOKENS
            + ",\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]}";

    @Test
    void oneServerAnswersAllInOrderOfArrival() {
        try (LlamaServer server = new LlamaServer(MODEL)) {
            assertThat(serveAll(List.of(server)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, CLIENTS).boxed().toList());
        }
    }

    @Test
    void twoServersAnswerAllAndNobodyIsMoreThanOnePlaceOff() {
        try (LlamaServer a = new LlamaServer(MODEL);
                LlamaServer b = new LlamaServer(MODEL)) {
            List<Integer> order = serveAll(List.of(a, b));
            for (int place = 0; place < CLIENTS; place++) {
                assertThat(Math.abs(order.get(place) - place))
                        .as("client %d in %s", order.get(place), order)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    /** All fifty; the order in which they saw their first content. */
    private static List<Integer> serveAll(List<LlamaServer> servers) {
        List<RecordingProxy> witnesses = servers.stream()
                .map(server -> new RecordingProxy(server.port()))
                .toList();
        try (DeferredSampler sampler = new DeferredSampler(servers);
                RunningRouter router = RunningRouter.start(
                        Limits.DEFAULT,
                        witnesses.stream().map(RecordingProxy::url).toList())) {
            router.awaitUp(servers.size());
            warmUp(router);
            List<Integer> order = ask(router);
            assertThat(witnesses).allSatisfy(witness -> {
                assertThat(witness.overlaps())
                        .as("overlapping requests on one server")
                        .isZero();
                assertThat(witness.requests()).isNotEmpty();
            });
            assertThat(witnesses.stream()
                            .mapToInt(witness -> witness.requests().size())
                            .sum())
                    .isEqualTo(WARM_UP + CLIENTS);
            sampler.assertNeverDeferred();
            return order;
        } finally {
            witnesses.forEach(RecordingProxy::close);
        }
    }

    /** The first request on each loop of a new process loads classes for longer than two clients are apart. */
    private static void warmUp(RunningRouter router) {
        IntStream.range(0, WARM_UP).forEach(i -> read(arrive(router), () -> {}));
        router.awaitQuiet();
    }

    private static List<Integer> ask(RunningRouter router) {
        List<Integer> order = new CopyOnWriteArrayList<>();
        try (ExecutorService arrivals = Executors.newSingleThreadExecutor();
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Streamed>> answers = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> CompletableFuture.supplyAsync(
                                    () -> arrive(router), after(client * APART_MS, arrivals))
                            .thenApplyAsync(arrived -> read(arrived, () -> order.add(client)), readers))
                    .toList();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(new Streamed(pieces(), true)));
        }
        return order;
    }

    /** Returns when the request has been sent: one thread sends them all, so they arrive in this order. */
    private static RawConnection arrive(RunningRouter router) {
        try {
            return new RawConnection(router).ask(ASK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Streamed read(RawConnection client, Runnable first) {
        try (client) {
            client.readUntil("\"content\":\" 1\"");
            first.run();
            return Streamed.of(client.read().body().lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Executor after(int millis, Executor then) {
        return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, then);
    }

    private static List<String> pieces() {
        return IntStream.rangeClosed(1, TOKENS).mapToObj(number -> " " + number).toList();
    }
}
