package dev.sluice.loadtest.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WholeAnswerTest {

    private static final String FULL = "{\"error\":{\"message\":\"The queue is full\",\"code\":\"queue_full\"}}";
    private static final String COUNTED =
            "{\"model\":\"counting\",\"choices\":[{\"finish_reason\":\"length\",\"message\":{\"content\":\" 1 2\"}}]}";
    private static final Expectation TWO = new Expectation(Optional.of("counting"), Optional.of(" 1 2"));

    @Test
    void onlyA503ThatSaysWhyAndUntilWhenIsAPoliteRefusal() {
        assertThat(answer(503, FULL, Optional.of("10")).refused()).isTrue();
        assertThat(answer(503, FULL, Optional.empty()).refused()).isFalse();
        assertThat(answer(503, "Service Unavailable", Optional.of("10")).refused())
                .isFalse();
        assertThat(answer(502, FULL, Optional.of("10")).refused()).isFalse();
    }

    @Test
    void aWholeAnswerHasItsQueueWaitAndItsEnd() {
        assertThat(answer(200, COUNTED, Optional.empty()).rows(TWO))
                .containsExactly(Row.of(Row.QUEUE, 1_000, 1_007), Row.of(Row.FINISH, 1_000, 1_050));
    }

    @Test
    void anythingElseHasFailed() {
        assertThat(answer(502, FULL, Optional.empty()).rows(TWO).getLast().failure())
                .hasValue("status 502: " + FULL);
        assertThat(answer(200, "{}", Optional.empty()).rows(TWO).getLast().failure())
                .hasValue("finish_reason: ");
    }

    private static WholeAnswer answer(int status, String body, Optional<String> retryAfter) {
        return new WholeAnswer(1_000, 1_050, status, body, Optional.of(7L), retryAfter);
    }
}
