package dev.sluice.health;

import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.BlackHole;
import dev.sluice.fixture.WatchedBackend;
import dev.sluice.pool.Health;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the owner tells of a backend on real sockets to requests that hear nothing from it. */
@BesideOthers
class VitalsTest {

    private static final Duration IN_TIME = Duration.ofSeconds(2);

    @Test
    void whoAsksAtTheSameTimeSharesOneConnection() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        try (ServerSocket listener = listener();
                var asked = WatchedBackend.unseen(url(listener))) {
            Thread.ofVirtual().start(() -> acceptAll(listener, accepted));
            List<Context> loops = List.of(asked.context(), asked.context());
            List<CompletableFuture<Boolean>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> on(loops.get(i % 2), asked::listens))
                    .toList();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isTrue());
            assertThat(accepted).hasValue(1);
            await().until(() -> asked.listens().await() && accepted.get() >= 2);
        }
    }

    @Test
    void aBackendThatRefusesIsOutBeforeAnybodyHearsOfIt() throws Exception {
        try (var backend = new ScriptedBackend(counts(1));
                var asked = WatchedBackend.up(backend.url())) {
            assertThat(asked.listens().await()).isTrue();
            backend.die();
            await().until(() -> !asked.listens().await());
            assertThat(asked.health()).isEqualTo(Health.DOWN);
            backend.revive();
            await().until(() -> asked.health() == Health.UP);
            await().until(() -> asked.listens().await());
        }
    }

    /** As Docker's own does for a server that has closed its listener. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aForwarderThatAcceptsAndClosesIsNobody(boolean reset) throws Exception {
        try (ServerSocket listener = listener();
                var asked = WatchedBackend.unseen(url(listener))) {
            Thread.ofVirtual().start(() -> closeAll(listener, reset));
            assertThat(asked.listens().await()).isFalse();
        }
    }

    /** That may be the network. */
    @Test
    void whoDoesNotAnswerHasNotRefused() throws Exception {
        try (var hole = new BlackHole();
                var asked = WatchedBackend.unseen(hole.url())) {
            Future<Boolean> answer = asked.listens();
            await().atMost(IN_TIME).until(answer::isComplete);
            assertThat(answer.result()).isTrue();
        }
    }

    /** A running request of it would hear nothing for ever. */
    @Test
    void aHostThatWasUnpluggedIsOutSoonAfterAKnockAndAcceptsNothingThen() throws Exception {
        try (var backend = new ScriptedBackend(counts(1));
                var asked = WatchedBackend.up(backend.url());
                var hole = BlackHole.inPlaceOf(backend)) {
            assertThat(hole.url()).isEqualTo(backend.url());
            assertThat(asked.listens().await()).as("that may be the network").isTrue();
            await().atMost(Duration.ofSeconds(4)).until(() -> asked.health() == Health.DOWN);
            assertThat(asked.backend().condition().why()).contains("is the host off?");
            assertThat(asked.listens().await()).isFalse();
        }
    }

    @Test
    void whoIsAskedAgainAndAgainMeanwhileIsOutNoLater() throws Exception {
        try (var backend = new ScriptedBackend(counts(1));
                var asked = WatchedBackend.up(backend.url());
                var hole = BlackHole.inPlaceOf(backend)) {
            assertThat(hole.url()).isEqualTo(backend.url());
            await().atMost(Duration.ofSeconds(5))
                    .pollDelay(Duration.ZERO)
                    .until(() -> !asked.listens().await());
            assertThat(asked.health()).isEqualTo(Health.DOWN);
        }
    }

    @Test
    void theMarkMovesWhenAndOnlyWhenTheEngineHasWorked() throws Exception {
        AtomicInteger decoded = new AtomicInteger();
        try (var backend = new ScriptedBackend(counts(1));
                var asked = WatchedBackend.up(backend.url())) {
            List<String> questions = answering(backend, "/slots", () -> slots(decoded.get()));
            Optional<String> before = asked.progress().await();
            assertThat(before).isPresent();
            await().until(() -> {
                assertThat(asked.progress().await()).isEqualTo(before);
                return questions.size() > 1;
            });
            decoded.incrementAndGet();
            await().until(() -> !asked.progress().await().equals(before));
        }
    }

    @Test
    void whoAsksAtTheSameTimeSharesOneMark() throws Exception {
        try (var backend = new ScriptedBackend(counts(1));
                var asked = WatchedBackend.up(backend.url())) {
            List<String> questions = answering(backend, "/slots", () -> slots(5));
            List<Context> loops = List.of(asked.context(), asked.context());
            List<CompletableFuture<Optional<String>>> marks = IntStream.range(0, 20)
                    .mapToObj(i -> on(loops.get(i % 2), asked::progress))
                    .toList();
            assertThat(marks)
                    .allSatisfy(mark -> assertThat(mark.join())
                            .isPresent()
                            .isEqualTo(marks.getFirst().join()));
            assertThat(questions).hasSize(1);
        }
    }

    @Test
    void whereTheSlotsAreHiddenTheMetricsAreAsked() throws Exception {
        try (var backend = new ScriptedBackend(counts(1));
                var asked = WatchedBackend.up(backend.url())) {
            answering(
                    backend, "/metrics", () -> "llamacpp:n_decode_total 5\nllamacpp:spec_decode_num_drafts_total 0\n");
            assertThat(asked.progress().await()).isPresent();
        }
    }

    @Test
    void vllmIsAskedForItsMetrics() throws Exception {
        try (var backend = new ScriptedBackend("vllm", counts(1), "counting");
                var asked = WatchedBackend.up(backend.url())) {
            answering(backend, "/metrics", () -> """
                    vllm:prompt_tokens_total{engine="0"} 7.0
                    vllm:generation_tokens_total{engine="0"} 5.0
                    vllm:kv_cache_usage_perc{engine="0"} 0.1
                    """);
            assertThat(asked.progress().await()).isPresent();
        }
    }

    @Test
    void anEngineThatIsNotKnownIsNotAsked() throws Exception {
        try (var backend = new ScriptedBackend("somebody", counts(1), "counting");
                var asked = WatchedBackend.up(backend.url())) {
            List<String> questions = answering(backend, "/slots", () -> slots(5));
            assertThat(asked.progress().await()).isEmpty();
            assertThat(questions).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "null"})
    void nonsenseIsNoMark(String nonsense) throws Exception {
        try (var backend = new ScriptedBackend(counts(1));
                var asked = WatchedBackend.up(backend.url())) {
            answering(backend, "/slots", () -> nonsense);
            assertThat(asked.progress().await()).isEmpty();
        }
    }

    @Test
    void aBackendThatDoesNotAnswerHasNoMark() throws Exception {
        try (var backend = new ScriptedBackend(counts(1));
                var asked = WatchedBackend.up(backend.url())) {
            backend.probedBy(call -> call.awaitClosed());
            Future<Optional<String>> mark = asked.progress();
            await().atMost(IN_TIME).until(mark::isComplete);
            assertThat(mark.result()).isEmpty();
        }
    }

    @Test
    void aBackendThatAnswersWithoutEndHasNoMark() throws Exception {
        String much = "x".repeat(1024 * 1024);
        try (var backend = new ScriptedBackend(counts(1));
                var asked = WatchedBackend.up(backend.url())) {
            backend.probedBy(call -> {
                call.beginStream();
                while (true) {
                    call.chunk(much);
                }
            });
            Future<Optional<String>> mark = asked.progress();
            await().atMost(IN_TIME).until(mark::isComplete);
            assertThat(mark.result()).isEmpty();
        }
    }

    /** From now on the backend answers this question so and no other; the questions that were like this one. */
    private static List<String> answering(ScriptedBackend backend, String path, Supplier<String> answer) {
        List<String> questions = new CopyOnWriteArrayList<>();
        backend.probedBy(call -> {
            if (call.line().equals("GET " + path)) {
                questions.add(call.line());
                call.answer(200, answer.get());
            } else {
                call.answer(501, "{}");
            }
        });
        return questions;
    }

    private static String slots(int decoded) {
        return "[{\"id\":0,\"is_processing\":true,\"id_task\":1,\"n_prompt_tokens_processed\":9,\"next_token\":"
                + "[{\"n_decoded\":" + decoded + "}]}]";
    }

    /** Asks on an event loop, and sees that the answer comes there. */
    private static <T> CompletableFuture<T> on(Context asking, Supplier<Future<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        asking.runOnContext(v -> question.get()
                .map(known -> {
                    assertThat(Vertx.currentContext()).isSameAs(asking);
                    return known;
                })
                .onComplete(answer::complete, answer::completeExceptionally));
        return answer.orTimeout(10, TimeUnit.SECONDS);
    }

    private static ServerSocket listener() throws Exception {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static String url(ServerSocket listener) {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    private static void acceptAll(ServerSocket listener, AtomicInteger accepted) {
        try {
            while (true) {
                listener.accept();
                accepted.incrementAndGet();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void closeAll(ServerSocket listener, boolean reset) {
        try {
            while (true) {
                Socket socket = listener.accept();
                if (reset) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }
}
