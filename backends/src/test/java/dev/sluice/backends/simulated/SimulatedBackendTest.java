package dev.sluice.backends.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.simulated.llama.LlamaServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a simulated engine breaks and is mended, on the example of llama-server. */
@Timeout(60)
class SimulatedBackendTest {

    private static final String DONE = "data: [DONE]\n\n";
    private static final int ENDLESS = 900;

    /** Fast enough not to wait for, slow enough to be met in the middle of an answer. */
    private static final Speed STEADY = new Speed(0, 20_000_000, 1_000, 0);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void itSaysThatItLoads() throws Exception {
        SimulatedBackend backend = start(LlamaServer.USUAL.loading(Duration.ofHours(1)));
        assertThat(health(backend)).startsWith("HTTP/1.1 503 ").contains("Loading model");
    }

    @Test
    void itServesWhenItHasLoaded() throws Exception {
        SimulatedBackend backend = start(LlamaServer.USUAL.loading(Duration.ofMillis(1)));
        while (!health(backend).startsWith("HTTP/1.1 200 ")) {
            Thread.onSpinWait();
        }
        assertThat(answer(backend, 3)).endsWith(DONE + "\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"prompt\":[]}", "{\"prompt\":[1,99999]}", "{\"prompt\":[-7]}", "{\"prompt\":{}}"})
    void aStrangePromptIsAnswered(String body) throws Exception {
        try (Talk talk = new Talk(start(LlamaServer.USUAL), "POST /v1/completions", body)) {
            assertThat(talk.toTheEnd()).startsWith("HTTP/1.1 ").endsWith("}");
        }
    }

    @Test
    void aStreamThatIsSilentIsKeptAlive() throws Exception {
        SimulatedBackend backend =
                start(LlamaServer.USUAL.at(new Speed(0, Duration.ofHours(1).toNanos(), 0, 0)));
        String ask = "{\"messages\":[],\"stream\":true,\"sse_ping_interval\":1}";
        try (Talk talk = new Talk(backend, "POST /v1/chat/completions", ask)) {
            assertThat(talk.until("\r\n3\r\n:\n\n\r\n3\r\n:\n\n")).doesNotContain("data:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "99999999999"})
    void anOffsetThatIsNoneIsRefused(String from) throws Exception {
        SimulatedBackend backend = start(LlamaServer.USUAL);
        String ask = "{\"messages\":[],\"stream\":true,\"max_tokens\":1}";
        try (Talk talk = new Talk(backend, "POST /v1/chat/completions HTTP/1.1\r\nX-Conversation-Id: c1\r\nX:", ask)) {
            talk.until(DONE);
        }
        assertThat(health(backend, "/v1/stream?conv_id=c1&from=" + from)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aKilledOneBreaksWhatItIsAtAndComesBackOnItsPort() throws Exception {
        SimulatedBackend backend = start();
        String url = backend.url();
        try (Talk running = Talk.stream(backend, ENDLESS)) {
            running.until(" 3\"");
            backend.kill().await();
            assertThat(running.toTheEnd()).doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
        }
        assertThatThrownBy(() -> Talk.get(backend, "/health")).isInstanceOf(ConnectException.class);
        backend.revive().await();
        assertThat(backend.url()).isEqualTo(url);
        assertThat(answer(backend, 3)).contains(DONE);
        assertThat(backend.tally()).isEqualTo(new Tally(2, 1, 0, 1));
    }

    @Test
    void oneThatRefusesLetsOpenStreamsLive() throws Exception {
        SimulatedBackend backend = start();
        try (Talk running = Talk.stream(backend, 100)) {
            running.until(" 3\"");
            backend.begin(Fault.parse("refuse")).await();
            assertThatThrownBy(() -> Talk.get(backend, "/health")).isInstanceOf(ConnectException.class);
            assertThat(running.until(DONE)).contains(" 100\"");
        }
        backend.end(Fault.Kind.REFUSE).await();
        assertThat(health(backend)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void oneThatHangsSaysThatAllIsWellAndGoesOnWhereItStood() throws Exception {
        SimulatedBackend backend = start();
        try (Talk running = Talk.stream(backend, ENDLESS)) {
            running.until(" 3\"");
            backend.begin(Fault.parse("hang")).await();
            assertThat(health(backend)).startsWith("HTTP/1.1 200 ");
            String stands = health(backend, "/slots");
            for (int look = 0; look < 50; look++) {
                assertThat(health(backend, "/slots")).isEqualTo(stands);
            }
            backend.end(Fault.Kind.HANG).await();
            running.until(" 60\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut?token=2", "error?token=2", "abort?token=2"})
    void anAnswerEndsWhereItWasTold(String fault) throws Exception {
        SimulatedBackend backend = start();
        backend.begin(Fault.parse(fault + "&times=1")).await();
        String broken = answer(backend, 5);
        assertThat(broken).contains(" 2\"").doesNotContain(" 3\"", "\"finish_reason\":\"", "[DONE]");
        assertThat(broken.contains("\"error\"")).isEqualTo(fault.startsWith("error"));
        assertThat(broken.endsWith("0\r\n\r\n")).isEqualTo(!fault.startsWith("cut"));
        assertThat(answer(backend, 5)).as("only once").contains(DONE);
        assertThat(backend.tally()).isEqualTo(new Tally(2, 1, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "cut?token=2&reset=true"})
    void aResetIsAReset(String fault) throws Exception {
        SimulatedBackend backend = start();
        backend.begin(Fault.parse(fault)).await();
        assertThatThrownBy(() -> answer(backend, 5)).isInstanceOf(SocketException.class);
        assertThat(backend.tally().broken()).isEqualTo(1);
    }

    @Test
    void anAnswerMayEndBehindItsLastToken() throws Exception {
        SimulatedBackend backend = start();
        backend.begin(Fault.parse("cut?token=3")).await();
        assertThat(answer(backend, 3)).contains(" 3\"").doesNotContain("\"finish_reason\":\"length\"");
    }

    @Test
    void probesMayWaitForTheWork() throws Exception {
        SimulatedBackend backend = start();
        backend.begin(Fault.parse("busy-probes")).await();
        try (Talk running = Talk.stream(backend, ENDLESS)) {
            running.until(" 3\"");
            try (Talk probe = Talk.get(backend, "/health")) {
                running.until(" 20\"");
                assertThat(probe.silent()).isTrue();
                running.leave();
                assertThat(probe.until("}")).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void whoLeavesIsCountedAndMakesRoom() throws Exception {
        SimulatedBackend backend = start();
        try (Talk first = Talk.stream(backend, ENDLESS)) {
            first.until(" 3\"");
            try (Talk second = Talk.stream(backend, 3)) {
                first.until(" 20\"");
                assertThat(second.silent()).isTrue();
                first.leave();
                second.until(DONE);
            }
        }
        assertThat(backend.tally()).isEqualTo(new Tally(2, 1, 1, 0));
    }

    @Test
    void whoMayComeBackForTheStreamIsWorkedForToTheEnd() throws Exception {
        SimulatedBackend backend = start();
        String ask = "{\"messages\":[],\"stream\":true,\"max_tokens\":50}";
        try (Talk leaves =
                new Talk(backend, "POST /v1/chat/completions HTTP/1.1\r\nX-Conversation-Id: c1\r\nX:", ask)) {
            leaves.until(" 3\"");
        }
        while (health(backend, "/slots").contains("\"is_processing\":true")) {
            Thread.onSpinWait();
        }
        assertThat(health(backend, "/slots")).contains("\"n_prompt_tokens\":2");
        assertThat(backend.tally()).isEqualTo(new Tally(1, 1, 0, 0));
    }

    @Test
    void toldToStopItEnds() throws Exception {
        SimulatedBackend backend = start();
        try (Talk running = Talk.stream(backend, ENDLESS)) {
            running.until(" 3\"");
            backend.terminate().await();
            assertThat(running.toTheEnd()).doesNotContain("[DONE]");
        }
    }

    private SimulatedBackend start() {
        return start(LlamaServer.USUAL.at(STEADY));
    }

    private SimulatedBackend start(Engine engine) {
        return SimulatedBackend.start(vertx, engine, 0).await();
    }

    private static String health(SimulatedBackend backend) throws IOException {
        return health(backend, "/health");
    }

    private static String health(SimulatedBackend backend, String path) throws IOException {
        try (Talk probe = Talk.get(backend, path)) {
            return probe.toTheLength();
        }
    }

    private static String answer(SimulatedBackend backend, int count) throws IOException {
        try (Talk talk = Talk.stream(backend, count)) {
            return talk.toTheEnd();
        }
    }
}
