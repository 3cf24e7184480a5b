package dev.sluice.backends.parity;

import static dev.sluice.backends.parity.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whom a vLLM serves next, and who hears what meanwhile. */
abstract class VllmQueueBehaviour extends VllmBehaviour {

    @Test
    void headersComeAtOnceThoughARequestWaits() throws Exception {
        try (Wire first = work(Ask.stream(ENDLESS));
                Wire second = work(Ask.stream(ENDLESS));
                Wire third = begin(Ask.stream(ENDLESS));
                Wire fourth = begin(completion(true))) {
            awaitWork(2, 2);
            assertThat(
                            state().metric(
                                            "num_requests_waiting_by_reason{engine=\"0\",model_name=\"counting\",reason=\"capacity\"}"))
                    .isEqualTo(2);
            first.readUntil(" 30");
            second.readUntil(" 30");
            assertThat(third.heard()).isFalse();
            assertThat(fourth.heard()).isFalse();
        }
    }

    @Test
    void requestsAreServedInTheOrderOfTheirArrival() throws Exception {
        try (Wire first = work(Ask.stream(ENDLESS));
                Wire second = work(Ask.stream(ENDLESS));
                Wire third = begin(Ask.stream(ENDLESS))) {
            awaitWork(2, 1);
            try (Wire fourth = begin(Ask.stream(3))) {
                awaitWork(2, 2);
                first.leave();
                third.readUntil("\" 1");
                assertThat(fourth.heard()).isFalse();
                second.leave();
                fourth.readUntil("[DONE]");
            }
        }
    }

    @Test
    void aClientThatLeavesItsStreamIsNotServedOn() throws Exception {
        assertThatItEndsWork(work(Ask.stream(ENDLESS)));
    }

    @Test
    void aClientThatLeavesBeforeItsWholeAnswerIsNotServedOn() throws Exception {
        Wire wire = new Wire(engine()).send(Ask.whole(ENDLESS));
        awaitWork(1, 0);
        assertThatItEndsWork(wire);
    }

    private void assertThatItEndsWork(Wire leaving) throws IOException {
        try (leaving) {
            assertThat(state().running()).isEqualTo(1);
            leaving.leave();
            awaitWork(0, 0);
        }
    }

    @Test
    void aResetIsADepartureToo() throws Exception {
        try (Wire wire = work(Ask.stream(ENDLESS))) {
            wire.reset();
            awaitWork(0, 0);
        }
    }

    @Test
    void aClientThatWillSendNothingMoreHasLeft() throws Exception {
        try (Wire wire = work(Ask.stream(ENDLESS))) {
            wire.finish();
            assertThat(wire.readToEnd()).doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
            awaitWork(0, 0);
        }
    }

    @Test
    void aWaitingClientThatLeavesIsForgotten() throws Exception {
        try (Wire first = work(Ask.stream(ENDLESS));
                Wire second = work(Ask.stream(ENDLESS));
                Wire leaving = begin(Ask.stream(ENDLESS));
                Wire staying = begin(Ask.stream(3))) {
            awaitWork(2, 2);
            leaving.leave();
            awaitWork(2, 1);
            assertThat(staying.heard()).isFalse();
            first.leave();
            staying.readUntil("[DONE]");
            await().atMost(SOON).until(second::heard);
        }
    }
}
