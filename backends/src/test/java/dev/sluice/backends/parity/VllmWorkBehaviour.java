package dev.sluice.backends.parity;

import static dev.sluice.backends.parity.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a vLLM tells of its work, what it spares itself, and what can be seen of it when it hangs. */
abstract class VllmWorkBehaviour extends VllmBehaviour {

    /** Two blocks of 128 tokens and some more. */
    private static final String PROMPT = "x".repeat(300);

    /** Stops what computes, but not what speaks to clients. */
    abstract void hang();

    /** Lets it go on where it stood. */
    abstract void goOn();

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/ping", "/v1/models", "/load", "/version", "/metrics"})
    void aProbeIsAnsweredDuringWork(String probe) throws Exception {
        try (Wire running = work(Ask.stream(ENDLESS))) {
            assertThat(ask(Request.get(probe)).status()).isEqualTo(200);
            assertThat(state().running()).isEqualTo(1);
            running.readUntil(" 5");
        }
    }

    @Test
    void itCountsTheTokensOfAnAnswerAsItMakesThem() throws Exception {
        double made = state().metric("generation_tokens_total");
        double read = state().metric("prompt_tokens_total");
        try (Wire running = work(Ask.stream(100))) {
            await().atMost(SOON).until(() -> state().metric("generation_tokens_total") > made);
            assertThat(state().metric("generation_tokens_total")).isLessThan(made + 100);
            assertThat(state().metric("prompt_tokens_total")).isEqualTo(read + 9);
            running.readUntil("[DONE]");
        }
        await().atMost(SOON).until(() -> state().metric("generation_tokens_total") == made + 100);
    }

    @Test
    void itKnowsAPromptAgainInBlocks() throws Exception {
        ask(Request.post("/reset_prefix_cache", "{}"));
        ask(Ask.whole(1, PROMPT));
        double hits = state().metric("prefix_cache_hits_total");
        double queries = state().metric("prefix_cache_queries_total");
        ask(Ask.whole(1, PROMPT));
        await().atMost(SOON).until(() -> state().metric("prefix_cache_queries_total") == queries + 303);
        assertThat(state().metric("prefix_cache_hits_total")).isEqualTo(hits + 256);
    }

    @Test
    void itLooksWellWhenItHangs() throws Exception {
        try (Wire running = work(Ask.stream(150))) {
            hang();
            try {
                assertThat(ask(Request.get("/health")).status()).isEqualTo(200);
                assertThat(ask(Request.get("/v1/models")).status()).isEqualTo(200);
                assertThat(state().running()).isEqualTo(1);
                begin(Ask.stream(1)).close();
            } finally {
                goOn();
            }
            assertThat(running.readUntil("[DONE]")).contains(" 150");
        }
    }

    @Test
    void aConnectionIsClosedAfterFiveSilentSecondsUnlessItWasNeverUsed() throws Exception {
        Request request = Request.get("/health");
        long since = System.nanoTime();
        try (Wire used = new Wire(engine()).send(request);
                Wire unused = new Wire(engine())) {
            used.read(request);
            assertThat(used.readToEnd()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThan(Duration.ofMillis(4_900));
            assertThat(unused.send(request).read(request).status()).isEqualTo(200);
        }
    }
}
