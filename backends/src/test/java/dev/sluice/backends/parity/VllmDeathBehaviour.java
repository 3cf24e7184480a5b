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

/** How a vLLM stops and dies, and what can be seen of it when it comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
abstract class VllmDeathBehaviour {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration START = Duration.ofMinutes(3);
    private static final Request HEALTH = Request.get("/health");

    /** Where it listens. */
    abstract URI engine();

    /** Asks it to stop. */
    abstract void terminate();

    /** Whether none of it is left. */
    abstract boolean isGone();

    /** Ends all of it without a word. */
    abstract void kill();

    /** Starts it again, and does not wait until it is ready. */
    abstract void startAgain();

    @Test
    void itStopsAndStartsAndIsKilled() throws Exception {
        assertThatItGoesWhenItsClientsHaveGone();
        startAgain();
        assertThatNothingAnswersUntilItIsReady();
        assertThatItsStreamsBreakWhenItIsKilled();
    }

    private void assertThatItGoesWhenItsClientsHaveGone() throws Exception {
        try (Wire wire = new Wire(engine()).send(Ask.stream(1_000))) {
            wire.readUntil("\" 1");
            terminate();
            await().atMost(SOON).until(() -> status() == 0);
            assertThat(wire.readWhatCame())
                    .as("most often silent, sometimes an error: never a whole answer")
                    .doesNotContain("\"finish_reason\":\"");
        }
        await().atMost(SOON).until(this::isGone);
    }

    private void assertThatNothingAnswersUntilItIsReady() {
        int[] last = {0};
        await().atMost(START).until(() -> {
            last[0] = status();
            return last[0] != 0;
        });
        assertThat(last[0]).as("never an answer that says that it loads").isEqualTo(200);
    }

    private void assertThatItsStreamsBreakWhenItIsKilled() throws Exception {
        try (Wire wire = new Wire(engine()).send(Ask.stream(1_000))) {
            wire.readUntil("\" 1");
            kill();
            assertThat(wire.readToBreak()).doesNotContain("[DONE]", "error").doesNotEndWith("0\r\n\r\n");
        }
        assertThat(status()).isZero();
    }

    /** 0 where nobody answers. */
    private int status() {
        try {
            return Wire.ask(engine(), HEALTH).status();
        } catch (IOException e) {
            return 0;
        }
    }
}
