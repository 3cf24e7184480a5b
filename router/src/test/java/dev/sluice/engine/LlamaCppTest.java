package dev.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LlamaCppTest {

    private static final String IDLE = "{\"id\":0,\"n_ctx\":4096,\"speculative\":false,\"is_processing\":false}";
    private static final String BUSY = IDLE.replace("\"is_processing\":false", "\"is_processing\":true");

    private final IdleProof proof = new LlamaCpp().idleProof().orElseThrow();
    private final IdleSign sleeps = proof.signs().getFirst();
    private final IdleSign slots = proof.signs().getLast();

    private static Answer answer(int status, String body) {
        return new Answer(status, "llama.cpp", body);
    }

    /** To ask for its slots would wake it. */
    @Test
    void whetherItSleepsIsAskedBeforeItsSlotsAre() {
        assertThat(proof.signs()).extracting(IdleSign::path).containsExactly("/props", "/slots");
    }

    @Test
    void oneThatSleepsIsIdle() {
        assertThat(sleeps.shows(answer(200, "{\"is_sleeping\":true}"))).isTrue();
        assertThat(sleeps.shows(answer(200, "{\"is_sleeping\":false}"))).isFalse();
        assertThat(sleeps.shows(answer(200, "{}"))).isFalse();
        assertThat(sleeps.shows(answer(503, "{\"is_sleeping\":true}"))).isFalse();
    }

    @Test
    void itIsIdleWhenNoSlotProcesses() {
        assertThat(slots.shows(answer(200, "[" + IDLE + "]"))).isTrue();
        assertThat(slots.shows(answer(200, "[" + IDLE + "," + IDLE + "]"))).isTrue();
    }

    @Test
    void oneSlotThatProcessesIsEnoughToBeBusy() {
        assertThat(slots.shows(answer(200, "[" + BUSY + "]"))).isFalse();
        assertThat(slots.shows(answer(200, "[" + IDLE + "," + BUSY + "]"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "501 | {\"error\":{\"code\":501,\"message\":\"This server does not support slots endpoint.\"}}",
                "501 | [{\"id\":0,\"is_processing\":false}]",
                "200 | ``",
                "200 | <html>",
                "200 | []",
                "200 | {}",
                "200 | {\"id\":0,\"is_processing\":false}",
                "200 | [{\"id\":0}]",
                "200 | [{\"id\":0,\"is_processing\":null}]",
                "200 | [{\"id\":0,\"is_processing\":false}"
            })
    void anythingElseIsNoProof(int status, String body) {
        assertThat(slots.shows(answer(status, body))).isFalse();
    }

    /** An answer to /slots counts as a result, and it looks at its connection after a second without one. */
    @Test
    void afterASilentRequestItIsLeftAloneForMoreThanASecond() {
        assertThat(proof.untilFirstLook(Outcome.ABANDONED)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(proof.betweenLooks(Outcome.ABANDONED)).isGreaterThan(Duration.ofSeconds(1));
    }

    /** A broken connection may have belonged to a silent request too. */
    @Test
    void afterALostConnectionTheLooksAreAsRare() {
        assertThat(proof.betweenLooks(Outcome.LOST)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void afterAStreamWasCutLooksAreFrequent() {
        assertThat(proof.untilFirstLook(Outcome.CUT)).isLessThan(Duration.ofSeconds(1));
        assertThat(proof.betweenLooks(Outcome.CUT)).isLessThan(Duration.ofSeconds(1));
    }

    /** Without a pause, looks would follow one another as fast as they are answered. */
    @ParameterizedTest
    @EnumSource(Outcome.class)
    void noLooksFollowOneAnotherWithoutAPause(Outcome ended) {
        assertThat(proof.betweenLooks(ended)).isPositive();
    }
}
