package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.DONE;
import static dev.sluice.fixture.Streams.FINISH;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.Timeouts;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client that reads slowly slows its own backend and nobody else; one that does not read at all is hung up on. */
class SlowClientTest {

    /** More than the sockets of both connections hold: 200 MB. */
    private static final int EVENTS = 2_000;

    private static final String LARGE = token("x".repeat(100_000));

    private static final Script MUCH = call -> {
        call.beginStream();
        for (int i = 0; i < EVENTS; i++) {
            call.chunk(LARGE);
        }
        call.chunk(FINISH + DONE).endStream();
    };

    @Test
    void aClientThatNeverReadsIsHungUpOn() throws Exception {
        try (var backend = new ScriptedBackend(MUCH);
                var router = RunningRouter.inFrontOf(SlowClientTest::brief, backend);
                var client = new RawConnection(router).ask(ASK_STREAM)) {
            client.awaitHungUp();
            router.awaitQuiet();
            assertThatThrownBy(() -> client.readUntil("[DONE]")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClientThatNeverReadsItsWholeAnswerIsHungUpOn() throws Exception {
        String content = "x".repeat(15 * 1024 * 1024);
        String answer = "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"" + content + "\"}}]}";
        try (var backend = new ScriptedBackend(call -> call.answer(200, answer));
                var router = RunningRouter.inFrontOf(SlowClientTest::brief, backend);
                var client = RawConnection.thatTakes(4_096, router).ask(ASK_WHOLE)) {
            client.awaitHungUp();
            router.awaitQuiet();
        }
    }

    @Test
    void aSlowClientGetsEverythingAndKeepsNobodyElse() throws Exception {
        try (var backend = new ScriptedBackend(
                        "vllm",
                        call -> {
                            if (call.body().equals(ASK_STREAM)) {
                                MUCH.answer(call);
                            } else {
                                counts(3).answer(call);
                            }
                        },
                        "counting");
                var router = RunningRouter.inFrontOf(backend);
                var slow = new RawConnection(router).ask(ASK_STREAM)) {
            slow.readUntil("xxx");
            for (int i = 0; i < 20; i++) {
                assertThat(router.chat(ASK_STREAM + " ").body()).isEqualTo(counting(3));
            }
            assertThat(backend.idle())
                    .as("the slow one's backend has been held up")
                    .isFalse();
            assertThat(slow.skipUntil(DONE + "\r\n0\r\n\r\n")).isGreaterThan((long) EVENTS * 100_000);
        }
    }

    private static SluiceConfig brief(SluiceConfig config) {
        return config.with(Timeouts.DEFAULT.withClients(Timeouts.BODY, Duration.ofMillis(300)));
    }
}
