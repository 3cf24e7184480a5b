package dev.sluice.backends.parity;

import static dev.sluice.backends.parity.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a llama-server with one slot serves next, and who hears what meanwhile. */
abstract class LlamaServerQueueBehaviour extends OneSlotBehaviour {

    @Test
    void aSecondRequestHearsNothingUntilTheSlotIsFree() throws Exception {
        try (Wire first = send(Ask.stream(ENDLESS));
                Wire second = sendDuringWork(Ask.stream(3))) {
            first.readUntil("\" 1\"");
            awaitDeferred(1);
            first.readUntil("\" 20\"");
            assertThat(second.heard()).isFalse();
            first.leave();
            assertThat(second.readUntil("\" 1\"")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void requestsAreServedInTheOrderOfTheirArrival() throws Exception {
        try (Wire running = send(Ask.stream(ENDLESS));
                Wire second = sendDuringWork(Ask.stream(ENDLESS));
                Wire third = sendBehind(1, Ask.stream(ENDLESS));
                Wire fourth = sendBehind(2, Ask.stream(3))) {
            awaitDeferred(3);
            running.leave();
            second.readUntil("\" 1\"");
            assertThat(third.heard()).isFalse();
            second.leave();
            third.readUntil("\" 1\"");
            assertThat(fourth.heard()).isFalse();
            third.leave();
            fourth.readUntil("[DONE]");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNextIsServedWhenAClientLeavesInThePrompt(boolean streaming) throws Exception {
        theNextIsServed(send(unknown(LONG, streaming)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNextIsServedWhenAClientLeavesInTheAnswer(boolean streaming) throws Exception {
        Wire leaving = send(streaming ? Ask.stream(ENDLESS) : Ask.whole(ENDLESS));
        await().until(() -> decoded() > 3);
        theNextIsServed(leaving);
    }

    private void theNextIsServed(Wire leaving) throws Exception {
        try (leaving;
                Wire next = sendDuringWork(Ask.stream(3))) {
            awaitDeferred(1);
            leaving.leave();
            next.readUntil("[DONE]");
        }
    }

    /** It looks after a silent client when nothing has been made for a second. */
    @Test
    void aDeferredClientThatLeavesKeepsItsPlaceWhileAnotherIsServedAndLosesItThen() throws Exception {
        try (Wire running = send(Ask.stream(ENDLESS));
                Wire leaving = sendDuringWork(Ask.stream(ENDLESS));
                Wire staying = sendBehind(1, Ask.stream(3))) {
            awaitDeferred(2);
            running.readUntil("\" 1\"");
            leaving.leave();
            running.readUntil("\" 100\"");
            assertThat(state().deferred()).isEqualTo(2);
            running.leave();
            staying.readUntil("[DONE]");
        }
        assertThat(state().deferred()).isZero();
    }
}
