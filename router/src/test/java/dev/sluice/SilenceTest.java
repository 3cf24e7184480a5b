package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Patience;
import dev.sluice.config.SluiceConfig;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A backend that accepts a request and says nothing holds nobody for ever, unless it shows that it works. */
class SilenceTest {

    private static final String LATE = "\"code\":\"backend_timeout\"";

    /** To be up, a backend needs one all the while. */
    private static final String MODELS = "{\"data\":[{\"id\":\"counting\",\"owned_by\":\"llamacpp\"}]}";

    private final AtomicInteger tokens = new AtomicInteger();

    @Test
    void aBackendThatSaysNothingIsGivenUp() throws Exception {
        try (var backend = new ScriptedBackend(Call::awaitClosed);
                var router = RunningRouter.inFrontOf(SilenceTest::impatient, backend)) {
            var answer = router.chat(ASK_WHOLE);
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains(LATE, "shows no progress");
        }
    }

    @Test
    void aBackendThatSaysNothingBeforeContentIsReplaced() throws Exception {
        try (var hung = new ScriptedBackend(
                        "vllm",
                        call -> {
                            call.beginStream().chunk(ROLE);
                            call.awaitClosed();
                        },
                        "counting");
                var healthy = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(SilenceTest::impatient, hung, healthy)) {
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            assertThat(hung.calls()).hasSize(1);
        }
    }

    @Test
    void aStreamThatFallsSilentEndsInAnErrorEvent() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    call.beginStream().chunk(ROLE + token(" 1"));
                    call.awaitClosed();
                });
                var router = RunningRouter.inFrontOf(SilenceTest::impatient, backend)) {
            assertThat(router.chat(ASK_STREAM).body())
                    .startsWith(ROLE + token(" 1") + "event: error\n")
                    .contains(LATE)
                    .doesNotContain("[DONE]");
        }
    }

    @Test
    void commentsAreNoSignOfLife() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    call.beginStream().chunk(ROLE + token(" 1"));
                    while (true) { // until the connection is closed under it
                        call.chunk(": ping\n\n");
                        Thread.sleep(10); // the pace of the comments, not a wait for anything
                    }
                });
                var router = RunningRouter.inFrontOf(SilenceTest::impatient, backend)) {
            assertThat(router.chat(ASK_STREAM).body()).startsWith(ROLE + token(" 1") + "event: error\n");
        }
    }

    @Test
    void aSilentBackendThatWorksIsLeftAlone() throws Exception {
        CountDownLatch asked = new CountDownLatch(6);
        Script answer = call -> {
            asked.await();
            counts(3).answer(call);
        };
        try (var backend = new ScriptedBackend(answer);
                var router = RunningRouter.inFrontOf(SilenceTest::impatient, backend)) {
            backend.probedBy(call -> {
                asked.countDown();
                call.answer(200, slots(tokens.incrementAndGet()));
            });
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            assertThat(backend.calls()).hasSize(1);
        }
    }

    @Test
    void aBackendThatShowsTheSameAsBeforeIsGivenUp() throws Exception {
        try (var backend = new ScriptedBackend(Call::awaitClosed);
                var router = RunningRouter.inFrontOf(SilenceTest::impatient, backend)) {
            backend.probedBy(call -> call.answer(200, call.line().equals("GET /slots") ? slots(7) : MODELS));
            assertThat(router.chat(ASK_WHOLE).body()).contains(LATE);
            backend.probedAsUsual();
            router.awaitQuiet();
        }
    }

    @Test
    void aStreamWhoseBackendListensNoMoreIsDead() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (var backend = new ScriptedBackend(
                        "vllm",
                        call -> {
                            call.beginStream().chunk(ROLE + token(" 1"));
                            begun.countDown();
                            call.awaitClosed();
                        },
                        "counting");
                var router = RunningRouter.inFrontOf(SilenceTest::listening, backend);
                var client = new RawConnection(router).ask(ASK_STREAM)) {
            client.readUntil(token(" 1"));
            backend.stopListening();
            assertThat(client.read().body()).contains("\"code\":\"backend_failed\"", "accepts no connection any more");
            backend.revive();
        }
    }

    @Test
    void anAnswerThatNeverEndsIsEnded() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    call.beginStream().chunk(ROLE);
                    while (true) { // until the connection is closed under it
                        call.chunk(token(" 1"));
                        Thread.sleep(10); // the pace of the tokens, not a wait for anything
                    }
                });
                var router = RunningRouter.inFrontOf(SilenceTest::brief, backend)) {
            assertThat(router.chat(ASK_STREAM).body()).contains(LATE, "did not end its answer in time");
        }
    }

    @Test
    void aWholeAnswerMayComeSlowly() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    call.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + WHOLE.length()
                            + "\r\n\r\n");
                    for (int i = 0; i < WHOLE.length(); i++) {
                        call.send(WHOLE.substring(i, i + 1));
                        Thread.sleep(5); // the pace of the bytes, not a wait for anything
                    }
                });
                var router = RunningRouter.inFrontOf(SilenceTest::impatient, backend)) {
            assertThat(router.chat(ASK_WHOLE).body()).isEqualTo(WHOLE);
        }
    }

    private static String slots(int decoded) {
        return "[{\"id\":0,\"id_task\":1,\"is_processing\":true,\"n_prompt_tokens_processed\":5,\"next_token\":[{\"n_decoded\":"
                + decoded + "}]}]";
    }

    private static SluiceConfig impatient(SluiceConfig config) {
        return patience(config, 400, 60_000, 60_000);
    }

    private static SluiceConfig listening(SluiceConfig config) {
        return patience(config, 60_000, 60_000, 100);
    }

    private static SluiceConfig brief(SluiceConfig config) {
        return patience(config, 60_000, 500, 60_000);
    }

    private static SluiceConfig patience(SluiceConfig config, long silence, long total, long listening) {
        Duration silent = Duration.ofMillis(silence);
        return config.with(config.timeouts()
                .with(new Patience(silent, silent, Duration.ofMillis(total), Duration.ofMillis(listening))));
    }
}
