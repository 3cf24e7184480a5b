package dev.sluice.backends.parity;

import static dev.sluice.backends.parity.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Behaviour of a vLLM that runs two requests at a time, in its developers' mode, with a model that takes some 20 ms for a
 * token. It may put several tokens into one frame. Each test leaves it idle.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class VllmBehaviour {

    /** Tokens: more than any test waits for, and no more than fit. */
    static final int ENDLESS = 1_000;

    /** For what takes milliseconds on a machine that has nothing else to do. */
    static final Duration SOON = Duration.ofSeconds(20);

    private static final String MADE = "generation_tokens_total";

    private VllmState state;
    private double made;

    /** Where it listens. */
    abstract URI engine();

    @BeforeEach
    void lookAtIt() throws IOException {
        state = new VllmState(engine());
        made = state.metric(MADE);
    }

    @AfterEach
    void awaitThatItHasStoppedForThoseWhoLeft() throws IOException {
        awaitWork(0, 0);
        assertThat(state.metric(MADE) - made).isLessThan(ENDLESS);
    }

    VllmState state() {
        return state;
    }

    void awaitWork(int running, int waiting) {
        await().atMost(SOON).until(() -> state.running() == running && state.waiting() == waiting);
    }

    /** Sends it, and reads the answer's head. */
    Wire begin(Request request) throws IOException {
        Wire wire = new Wire(engine()).send(request);
        wire.readUntil("\r\n\r\n");
        return wire;
    }

    /** Sends it, and reads until the engine counts. */
    Wire work(Request request) throws IOException {
        Wire wire = begin(request);
        wire.readUntil("\" 1");
        return wire;
    }

    Answer ask(Request request) throws IOException {
        return Wire.ask(engine(), request);
    }

    /** To go on counting from 1, not as a chat. */
    static Request completion(boolean stream) {
        JsonObject body = new JsonObject().put("prompt", " 1").put("max_tokens", ENDLESS);
        return Request.post("/v1/completions", body.put("stream", stream).encode());
    }
}
