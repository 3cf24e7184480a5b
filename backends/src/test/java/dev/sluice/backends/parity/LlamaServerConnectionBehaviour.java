package dev.sluice.backends.parity;

import static dev.sluice.backends.parity.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How connections with a llama-server end, and what it does then. */
abstract class LlamaServerConnectionBehaviour extends OneSlotBehaviour {

    @Test
    void aResetIsADepartureToo() throws Exception {
        try (Wire leaving = send(Ask.stream(ENDLESS))) {
            leaving.readUntil("\" 3\"");
            leaving.reset();
        }
    }

    @Test
    void aClientThatWillSendNothingMoreHasLeft() throws Exception {
        try (Wire leaving = send(Ask.stream(ENDLESS))) {
            leaving.readUntil("\" 3\"");
            leaving.finish();
            assertThat(leaving.readToEnd()).doesNotContain("finish_reason\":\"").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void aClientOfAWholeAnswerThatWillSendNothingMoreGetsAnEmptyOne() throws Exception {
        Request request = Ask.whole(ENDLESS);
        try (Wire leaving = send(request)) {
            await().until(() -> decoded() > 3);
            leaving.finish();
            Answer answer = leaving.read(request);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aConnectionIsClosedAfterFiveSilentSeconds() throws Exception {
        Request request = Request.get("/health");
        long since = System.nanoTime();
        try (Wire used = send(request);
                Wire unused = new Wire(engine())) {
            used.read(request);
            assertThat(used.readToEnd()).isEmpty();
            assertThat(unused.readToEnd()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThan(Duration.ofMillis(4_900));
        }
    }

    @Test
    void theHundredthAnswerIsTheLastOfItsConnection() throws Exception {
        Request request = Request.get("/health");
        try (Wire wire = new Wire(engine())) {
            List<String> heads = IntStream.range(0, 100)
                    .mapToObj(i -> ask(wire, request).head())
                    .toList();
            assertThat(heads.subList(0, 99)).allMatch(head -> head.contains("\nKeep-Alive: timeout=5, max=100"));
            assertThat(heads.getLast()).contains("\nConnection: close").doesNotContain("Keep-Alive");
            assertThat(wire.readToEnd()).isEmpty();
        }
    }

    @Test
    void aConversationThatHasAnIdGoesOnWithoutItsClientAndCanBeReadLater() throws Exception {
        Request ask = Ask.stream(40);
        try (Wire leaving = send(new Request(ask.head() + "\nX-Conversation-Id: parity", ask.body()))) {
            leaving.readUntil("\" 3\"");
        }
        await().pollInterval(UNDISTURBED).until(() -> !state().works());
        assertThat(Wire.ask(engine(), Request.get("/v1/stream?conv_id=parity&from=0"))
                        .body())
                .startsWith("data: ")
                .contains("\" 40\"")
                .endsWith("data: [DONE]\n\n");
        Request delete = new Request("DELETE /v1/stream?conv_id=parity HTTP/1.1\nHost: localhost", "");
        assertThat(Wire.ask(engine(), delete).status()).isEqualTo(204);
    }

    private static Answer ask(Wire wire, Request request) {
        try {
            return wire.send(request).read(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
