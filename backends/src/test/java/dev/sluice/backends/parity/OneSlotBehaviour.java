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
 * Behaviour of a llama-server with one slot, whose model takes some 20 ms for a token, and a tenth of it for one of a
 * prompt. Each test leaves it idle.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class OneSlotBehaviour {

    /** It looks once a second whether a silent client is still there, if nobody asks it anything meanwhile. */
    static final Duration UNDISTURBED = Duration.ofMillis(1_200);

    /** Tokens: more than any test waits for. */
    static final int ENDLESS = 1_000;

    /** Takes seconds to read. */
    static final String LONG = "word ".repeat(1_000);

    private static final String MADE = "tokens_predicted_total";

    private LlamaServerState state;
    private double made;

    /** Where it listens. */
    abstract URI engine();

    @BeforeEach
    void lookAtIt() throws IOException {
        state = new LlamaServerState(engine());
        made = state.metric(MADE);
    }

    @AfterEach
    void awaitThatItHasStoppedForThoseWhoLeft() throws IOException {
        await().pollInterval(UNDISTURBED).atMost(Duration.ofSeconds(30)).until(() -> !state.works());
        assertThat(state.metric(MADE) - made).isLessThan(ENDLESS);
    }

    LlamaServerState state() {
        return state;
    }

    Wire send(Request request) throws IOException {
        return new Wire(engine()).send(request);
    }

    /** Sends it when another is worked on. */
    Wire sendDuringWork(Request request) throws IOException {
        await().until(() -> state.processing() == 1);
        return send(request);
    }

    /** Sends it when so many are deferred. */
    Wire sendBehind(int deferred, Request request) throws IOException {
        awaitDeferred(deferred);
        return send(request);
    }

    void awaitDeferred(int clients) {
        await().until(() -> state.deferred() == clients);
    }

    /** How many tokens of an answer it has made. */
    int decoded() throws IOException {
        JsonObject slot = state.slot(0);
        return slot.getBoolean("is_processing")
                ? slot.getJsonArray("next_token").getJsonObject(0).getInteger("n_decoded")
                : 0;
    }

    /** A request with a prompt that it reads from its beginning, whatever it knows of it. */
    static Request unknown(String prompt, boolean streaming) {
        JsonObject body = new JsonObject().put("prompt", prompt).put("n_predict", 10);
        return Request.post(
                "/completion",
                body.put("stream", streaming).put("cache_prompt", false).encode());
    }
}
