package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.DONE;
import static dev.sluice.fixture.Streams.FINISH;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What passes through, and what becomes of answers that break. */
class RelayTest {

    private static final String ERROR_EVENT = "event: error\ndata: {\"error\":{";

    @Test
    void aStreamPassesByteByByteUnchanged() throws Exception {
        String stream = counting(50).replace(" 7", " é…😀");
        try (var backend = new ScriptedBackend(call -> {
                    call.beginStream();
                    for (int cut = 0; cut < stream.length(); cut = next(stream, cut)) {
                        call.chunk(stream.substring(cut, next(stream, cut)));
                    }
                    call.endStream();
                });
                var router = RunningRouter.inFrontOf(backend)) {
            HttpResponse<String> answer = router.chat(ASK_STREAM);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
            assertThat(answer.body()).isEqualTo(stream);
        }
    }

    private static int next(String stream, int from) {
        return stream.offsetByCodePoints(from, 1);
    }

    @Test
    void anEventLeavesAsSoonAsItCame() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (var backend = new ScriptedBackend(call -> {
                    call.beginStream().chunk(ROLE).chunk(token(" 1"));
                    seen.await();
                    call.chunk(token(" 2") + FINISH + DONE).endStream();
                });
                var router = RunningRouter.inFrontOf(backend);
                var client = new RawConnection(router).ask(ASK_STREAM)) {
            client.readUntil(token(" 1"));
            seen.countDown();
            assertThat(client.read().body()).isEqualTo(counting(2));
        }
    }

    @Test
    void aStreamFarLargerThanAllBuffersBetweenPasses() throws Exception {
        String stream = ROLE + token("x".repeat(50_000)).repeat(600) + FINISH + DONE;
        try (var backend = new ScriptedBackend(
                        call -> call.beginStream().chunk(stream).endStream());
                var router = RunningRouter.inFrontOf(backend)) {
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(stream);
        }
    }

    @Test
    void anEventTooLargeToBeHeldPasses() throws Exception {
        String large = ROLE + token("x".repeat(300_000)) + token(" 2") + FINISH + DONE;
        try (var backend = new ScriptedBackend(
                        call -> call.beginStream().chunk(large).endStream());
                var router = RunningRouter.inFrontOf(backend)) {
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(large);
        }
    }

    @Test
    void aBodyGoesToTheBackendAsItCameAndNoHeaderOfTheClientDoes() throws Exception {
        String body = ASK_WHOLE.replace("Hello!", "é…😀 \\u00e9");
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(backend)) {
            router.send(HttpRequest.newBuilder(router.request("/v1/chat/completions", body), (n, v) -> true)
                    .header("X-Conversation-Id", "turns off cancelling in llama-server")
                    .header("Authorization", "Bearer mine")
                    .build());
            assertThat(backend.calls()).singleElement().satisfies(call -> {
                assertThat(call.line()).isEqualTo("POST /v1/chat/completions");
                assertThat(call.body()).isEqualTo(body);
                assertThat(call.head()).doesNotContain("x-conversation-id", "authorization");
            });
        }
    }

    @Test
    void anAnswerInOnePiecePassesUnchanged() throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(backend)) {
            HttpResponse<String> answer = router.chat(ASK_WHOLE);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(WHOLE);
        }
    }

    @Test
    void aRefusalThatIsTheClientsToReadPasses() throws Exception {
        String refusal = "{\"error\":{\"code\":400,\"type\":\"exceed_context_size_error\",\"n_ctx\":2048}}";
        try (var backend = new ScriptedBackend(call -> call.answer(400, refusal));
                var router = RunningRouter.inFrontOf(backend)) {
            HttpResponse<String> answer = router.chat(ASK_STREAM);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(refusal);
        }
    }

    @Test
    void aStreamThatBreaksAfterContentEndsInAnErrorEvent() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (var backend = new ScriptedBackend(call -> {
                    call.beginStream().chunk(ROLE).chunk(token(" 1"));
                    seen.await();
                    call.reset();
                });
                var other = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend, other);
                var client = new RawConnection(router).ask(ASK_STREAM)) {
            client.readUntil(token(" 1"));
            seen.countDown();
            assertThat(client.read().body()).contains(token(" 1"), ERROR_EVENT).doesNotContain("[DONE]");
            assertThat(other.calls()).isEmpty();
        }
    }

    @Test
    void aStreamIsCompleteAtItsEndMarkerHoweverTheConnectionEnds() throws Exception {
        try (var backend = new ScriptedBackend(call -> call.beginStream().chunk(counting(3)));
                var router = RunningRouter.inFrontOf(backend)) {
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
        }
    }

    @Test
    void aBackendThatNeverEndsTheBodyAfterItsEndMarkerKeepsNobody() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    call.beginStream().chunk(counting(3));
                    call.awaitClosed();
                });
                var router = RunningRouter.inFrontOf(backend)) {
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            router.awaitQuiet();
        }
    }

    @Test
    void aClientOfTheOldProtocolSeesTheEnd() throws Exception {
        try (var backend = new ScriptedBackend(
                        call -> call.beginStream().chunk(counting(3)).endStream());
                var router = RunningRouter.inFrontOf(backend);
                var client = new RawConnection(router)) {
            String request = "POST /v1/chat/completions HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: "
                    + ASK_STREAM.length() + "\r\n\r\n" + ASK_STREAM;
            assertThat(client.send(request).readToEnd()).endsWith(counting(3));
        }
    }

    @Test
    void aStreamThatEndsWithoutItsEndMarkerEndsInAnErrorEvent() throws Exception {
        try (var backend = new ScriptedBackend(
                        call -> call.beginStream().chunk(ROLE + token(" 1")).endStream());
                var router = RunningRouter.inFrontOf(backend)) {
            assertThat(router.chat(ASK_STREAM).body()).startsWith(ROLE + token(" 1") + ERROR_EVENT);
        }
    }

    @Test
    void anErrorThatTheBackendReportsAfterContentIsSaidInTheFormThatAllClientsUnderstand() throws Exception {
        String bare = "data: {\"error\": {\"message\": \"EngineCore encountered an issue.\", \"code\": 500}}\n\n";
        try (var backend = new ScriptedBackend(call -> {
                    call.beginStream().chunk(ROLE + token(" 1")).chunk(bare + DONE);
                    call.awaitClosed();
                });
                var router = RunningRouter.inFrontOf(backend)) {
            assertThat(router.chat(ASK_STREAM).body())
                    .startsWith(ROLE + token(" 1") + ERROR_EVENT)
                    .doesNotContain("[DONE]");
        }
    }

    /** On io_uring, as of Netty 4.2.18, this reset is never heard of. */
    @Test
    void anErrorEventNeverLandsInsideALargeEvent() throws Exception {
        String piece = "data: " + "x".repeat(100_000);
        try (var backend = new ScriptedBackend(call -> {
                    call.beginStream().chunk(piece);
                    call.reset();
                });
                var router = RunningRouter.inFrontOf(backend)) {
            String body = router.chat(ASK_STREAM).body();
            assertThat(body).contains("x\n\n" + ERROR_EVENT);
        }
    }
}
