package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.WHOLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Limits;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.pool.Health;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router that is there before its backends are. */
@BesideOthers
class StartTest {

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/v1/health", "/v1/models", "/models", "/v1/models/counting"})
    void untilABackendHasBeenUpTheAnswerIs503(String path) throws Exception {
        try (var backend = new ScriptedBackend(counts(3))) {
            backend.loading(true);
            try (var router = RunningRouter.start(Limits.DEFAULT, List.of(backend.url()))) {
                HttpResponse<String> answer = router.get(path);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body()).contains("\"code\":\"model_not_ready\"");

                backend.loading(false);
                router.awaitUp(1);
                assertThat(router.get(path).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aRequestBeforeAnyModelIsKnownIsAskedToComeBack() throws Exception {
        try (var backend = new ScriptedBackend(counts(3))) {
            backend.loading(true);
            try (var router = RunningRouter.start(Limits.DEFAULT, List.of(backend.url()))) {
                HttpResponse<String> answer = router.chat(ASK_STREAM);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("\"code\":\"model_not_ready\"");
            }
            assertThat(backend.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/v1/models"})
    void aBackendThatRefusesIsNotMistakenForOneThatLoads(String path) throws Exception {
        try (var backend = new ScriptedBackend(counts(3))) {
            backend.die();
            try (var router = RunningRouter.start(Limits.DEFAULT, List.of(backend.url()))) {
                await().until(() -> router.get(path).body().contains("\"code\":\"backend_unreachable\""));
                assertThat(router.get(path).statusCode()).isEqualTo(503);
                assertThat(router.chat(ASK_STREAM).body()).contains("\"code\":\"backend_unreachable\"");
            }
        }
    }

    @Test
    void aRequestForAModelThatLoadsAgainWaitsForIt() throws Exception {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend)) {
            backend.loading(true);
            backend.die();
            assertThat(router.chat(ASK_STREAM).statusCode()).isEqualTo(502);
            backend.revive();
            var waits = router.chatLater(ASK_STREAM);
            router.awaitWaiting(1);
            backend.loading(false);
            assertThat(waits.get().body()).isEqualTo(counting(3));
        }
    }

    @Test
    void anAddressThatIsTakenIsAFailedStart() {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend)) {
            assertThatThrownBy(() -> RunningRouter.on(router.port(), backend.url()))
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void aProbeThatIsNeverAnsweredToItsEndIsAskedAgain() throws Exception {
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{";
        AtomicInteger probes = new AtomicInteger();
        try (var backend = new ScriptedBackend(counts(3))) {
            backend.probedBy(call -> {
                probes.incrementAndGet();
                call.send(half).awaitClosed();
            });
            try (var router = RunningRouter.start(Limits.DEFAULT, List.of(backend.url()))) {
                await().until(() -> probes.get() == 1);
                backend.probedAsUsual();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> router.snapshot().known().getFirst().health() == Health.UP);
            }
        }
    }

    @Test
    void aProbeThatIsAnsweredWithoutEndIsCutAndTheBackendIsNotUsed() throws Exception {
        String much = "x".repeat(1024 * 1024);
        CountDownLatch cut = new CountDownLatch(1);
        try (var backend = new ScriptedBackend(counts(3))) {
            backend.probedBy(call -> {
                call.beginStream();
                try {
                    while (true) {
                        call.chunk(much);
                    }
                } finally {
                    cut.countDown();
                }
            });
            try (var router = RunningRouter.start(Limits.DEFAULT, List.of(backend.url()))) {
                assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
                await().until(() -> router.snapshot().known().getFirst().health() == Health.DOWN);
            }
        }
    }

    /** The server at an address was stopped, and another one started with another model. */
    @Test
    void aModelThatWasSwappedByHandIsServedAndTheOldOneIsNot() throws Exception {
        String swapped = "{\"data\":[{\"id\":\"other\",\"owned_by\":\"llamacpp\"}]}";
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(backend)) {
            assertThat(router.chat("{\"model\":\"counting\"}").statusCode()).isEqualTo(200);
            backend.probedBy(call -> call.answer(200, call.line().contains("models") ? swapped : "{}"));
            await().until(() -> router.get("/v1/models").body().contains("\"id\":\"other\""));
            assertThat(router.chat("{\"model\":\"other\"}").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = router.chat("{\"model\":\"counting\"}");
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.body()).contains("Served are: other");
            assertThat(backend.calls()).hasSize(2);
        }
    }
}
