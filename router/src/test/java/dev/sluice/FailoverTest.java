package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.SluiceConfig;
import dev.sluice.fixture.BlackHole;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A backend that fails before the client has received anything is replaced unseen. */
class FailoverTest {

    static Stream<Arguments> failuresBeforeContent() {
        return Stream.of(
                Arguments.of("reset before a byte", (Script) Call::reset),
                Arguments.of("closed before a byte", (Script) call -> {}),
                Arguments.of("reset in the head", (Script)
                        call -> call.send("HTTP/1.1 200 OK\r\nConte").reset()),
                Arguments.of("reset after the head", (Script)
                        call -> call.beginStream().reset()),
                Arguments.of("reset after the role", (Script)
                        call -> call.beginStream().chunk(ROLE).reset()),
                Arguments.of("cut in the first event", (Script)
                        call -> call.beginStream().chunk(ROLE + "data: {\"cho").endStream()),
                Arguments.of("ended after the role", (Script)
                        call -> call.beginStream().chunk(ROLE).endStream()),
                Arguments.of("an error event after the role", (Script) call -> call.beginStream()
                        .chunk(ROLE + "data: {\"error\":{\"code\":500}}\n\n")
                        .endStream()),
                Arguments.of("not HTTP", (Script) call -> call.send("SSH-2.0-OpenSSH_9.6\r\n")),
                Arguments.of("500", (Script) call -> call.answer(500, "{\"error\":{\"message\":\"no\"}}")),
                Arguments.of(
                        "loading", (Script) call -> call.answer(503, "{\"error\":{\"type\":\"unavailable_error\"}}")),
                Arguments.of("our key refused", (Script) call -> call.answer(401, "{\"error\":\"Unauthorized\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failuresBeforeContent")
    void theOtherBackendServes(String name, Script failure) throws Exception {
        try (var failing = new ScriptedBackend(failure);
                var healthy = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(failing, healthy)) {
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            assertThat(failing.calls()).hasSize(1);
            assertThat(healthy.calls()).hasSize(1);
        }
    }

    /** It may have been closed for its idleness: that says nothing of the backend. */
    @Test
    void aKeptConnectionThatBreaksBeforeAByteOfTheAnswerIsReplacedOnce() throws Exception {
        AtomicInteger brokenWhenUsedAgain = new AtomicInteger();
        Script script = call -> {
            call.answer(200, WHOLE);
            if (call.awaitMore()) {
                brokenWhenUsedAgain.incrementAndGet();
            }
        };
        try (var backend = new ScriptedBackend("vllm", script, "counting");
                var router = RunningRouter.inFrontOf(backend)) {
            for (int i = 0; i < 3; i++) {
                assertThat(router.chat(ASK_WHOLE).body()).isEqualTo(WHOLE);
                router.awaitQuiet();
            }
            assertThat(brokenWhenUsedAgain).hasValue(2);
            assertThat(backend.calls()).hasSize(3);
        }
    }

    @Test
    void anAnswerInOnePieceThatBreaksIsServedElsewhere() throws Exception {
        String half = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"choi";
        try (var failing = new ScriptedBackend(call -> call.send(half));
                var healthy = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(failing, healthy)) {
            assertThat(router.chat(ASK_WHOLE).body()).isEqualTo(WHOLE);
            assertThat(failing.calls()).hasSize(1);
        }
    }

    @Test
    void aBackendThatRefusesIsPassedOver() throws Exception {
        try (var dead = new ScriptedBackend(counts(1));
                var healthy = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(dead, healthy)) {
            dead.die();
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            dead.revive();
            router.awaitUp(2);
        }
    }

    @Test
    void aBackendThatNeitherAcceptsNorRefusesIsPassedOverAndTakenOut() throws Exception {
        try (var gone = new ScriptedBackend(counts(1));
                var healthy = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(FailoverTest::impatient, gone, healthy);
                var hole = BlackHole.inPlaceOf(gone)) {
            assertThat(hole.url()).isEqualTo(gone.url());
            assertServedAt(2, router);
            router.awaitUp(1);
            assertThat(router.snapshot().known())
                    .extracting(backend -> backend.url().toString(), Backend::health)
                    .contains(tuple(gone.url(), Health.DOWN));
            assertServedAt(1, router);
            assertThat(gone.calls()).isEmpty();
        }
    }

    private static void assertServedAt(int attempt, RunningRouter router) throws Exception {
        HttpResponse<String> answer = router.chat(ASK_STREAM);
        assertThat(answer.body()).isEqualTo(counting(3));
        assertThat(answer.headers().firstValue("x-sluice-attempts")).hasValue(String.valueOf(attempt));
    }

    private static SluiceConfig impatient(SluiceConfig config) {
        return config.with(config.timeouts().withConnect(Duration.ofMillis(300)));
    }

    @Test
    void aBackendThatComesBackIsUsedAgain() throws Exception {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend)) {
            backend.die();
            HttpResponse<String> refused = router.chat(ASK_STREAM);
            assertThat(refused.statusCode()).isEqualTo(502);
            var waiting = router.chatLater(ASK_STREAM);
            router.awaitWaiting(1);
            backend.revive();
            assertThat(waiting.get().body()).isEqualTo(counting(3));
        }
    }

    @Test
    void threeAttemptsAreTheMost() throws Exception {
        Script failure = Call::reset;
        try (var a = new ScriptedBackend(failure);
                var b = new ScriptedBackend(failure);
                var c = new ScriptedBackend(failure);
                var d = new ScriptedBackend(failure);
                var router = RunningRouter.inFrontOf(a, b, c, d)) {
            HttpResponse<String> answer = router.chat(ASK_STREAM);
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("\"code\":\"backend_failed\"").doesNotContain("127.0.0.1");
            assertThat(List.of(a, b, c, d))
                    .extracting(backend -> backend.calls().size())
                    .containsExactlyInAnyOrder(1, 1, 1, 0);
        }
    }
}
