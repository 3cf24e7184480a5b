package dev.sluice.backends.parity;

import static dev.sluice.backends.parity.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a llama-server with one slot tells of its work, and what it spares itself. */
abstract class LlamaServerWorkBehaviour extends OneSlotBehaviour {

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/props", "/v1/models", "/slots", "/metrics"})
    void aProbeIsAnsweredDuringWork(String probe) throws Exception {
        try (Wire running = send(unknown(LONG, true))) {
            assertThat(running.readUntil("\r\n\r\n")).as("its slot begins").startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(Wire.ask(engine(), Request.get(probe)).status()).isEqualTo(200);
            assertThat(decoded()).as("it is still in its prompt").isZero();
            assertThat(state().works()).isTrue();
        }
    }

    @Test
    void itTellsOfItsWork() throws Exception {
        assertThat(state().processing()).isZero();
        double predicted = state().metric("tokens_predicted_total");
        try (Wire running = send(Ask.stream(100));
                Wire waiting = sendDuringWork(Ask.stream(1))) {
            awaitDeferred(1);
            assertThat(state().processing()).isEqualTo(1);
            int before = decoded();
            await().until(() -> decoded() > before);
            assertThat(state().metric("tokens_predicted_total"))
                    .as("counted at the end of an answer")
                    .isEqualTo(predicted);
            running.readUntil("[DONE]");
            waiting.readUntil("[DONE]");
        }
        await().until(() -> state().metric("tokens_predicted_total") == predicted + 101);
        assertThat(state().processing()).isZero();
        assertThat(state().deferred()).isZero();
    }

    @Test
    void aPromptIsReadOnlyWhereItDiffersFromWhatTheSlotKnows() throws Exception {
        read("First of all.");
        assertThat(read("Nothing of this is known.")).isEqualTo(new Reading(2, 25 + 2));
        assertThat(read("Nothing of this is known.")).isEqualTo(new Reading(2 + 25 + 1, 1));
        assertThat(read("Nothing of that is known.")).isEqualTo(new Reading(2 + 13, 12 + 2));
    }

    @Test
    void aPromptIsKnownThoughAnotherCameBetween() throws Exception {
        read("This one comes again.");
        read("Something else, and no word of it the same.");
        assertThat(read("This one comes again.")).isEqualTo(new Reading(2 + 21 + 1, 1));
    }

    /**
     * How a prompt was read. All begin with the same two tokens, and end with two more that depend on nothing.
     *
     * @param known how much of it was known
     * @param anew how much was read
     */
    private record Reading(int known, int anew) {}

    private Reading read(String prompt) throws IOException {
        JsonObject answer =
                new JsonObject(Wire.ask(engine(), Ask.whole(3, prompt)).body());
        JsonObject timings = answer.getJsonObject("timings");
        return new Reading(timings.getInteger("cache_n"), timings.getInteger("prompt_n"));
    }
}
