package dev.sluice.backends.parity;

import static dev.sluice.backends.parity.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** How a llama-server dies and comes back. Its model takes a second or so to load. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class LlamaServerLifeBehaviour {

    private static final Duration AWHILE = Duration.ofSeconds(60);
    private static final String LOADING =
            "{\"error\":{\"message\":\"Loading model\",\"type\":\"unavailable_error\",\"code\":503}}";

    /** Where it listens. */
    abstract URI engine();

    /** Ends it without a word. */
    abstract void kill();

    /** Starts it again, and does not wait until it is ready. */
    abstract void startAgain();

    @Test
    void itsStreamsBreakWhenItIsKilledAndItIsLoadingBeforeItIsReady() throws Exception {
        try (Wire wire = new Wire(engine()).send(Ask.stream(1_000))) {
            wire.readUntil("\" 1\"");
            kill();
            assertThat(wire.readToBreak()).doesNotContain("[DONE]", "\"error\"").doesNotEndWith("0\r\n\r\n");
        }
        startAgain();
        await().atMost(AWHILE).pollInterval(Duration.ofMillis(10)).until(() -> isLoading(Request.get("/health")));
        assertThat(isLoading(Request.get("/v1/models"))).isTrue();
        assertThat(isLoading(Ask.stream(1))).isTrue();
        assertThat(isLoading(Request.get("/slots"))).isTrue();
        await().atMost(AWHILE)
                .until(() -> Wire.ask(engine(), Request.get("/health")).status() == 200);
        assertThat(Wire.ask(engine(), Ask.stream(2)).body()).contains("\" 2\"", "[DONE]");
    }

    /** No answer at all is no such answer. */
    private boolean isLoading(Request request) {
        try {
            Answer answer = Wire.ask(engine(), request);
            return answer.status() == 503 && answer.body().equals(LOADING);
        } catch (IOException e) {
            return false;
        }
    }
}
