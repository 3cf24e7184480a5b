package dev.sluice;

import static dev.sluice.fixture.RawConnection.chat;
import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Limits;
import dev.sluice.config.QueueRule;
import dev.sluice.config.Timeouts;
import dev.sluice.fixture.Answer;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies: passed on as they came, held within bounds, and waited for within bounds. */
class BodyTest {

    /** As many bytes as all bodies together may have in these tests: one body of this length, and not a byte more. */
    private static final int ROOM = 300_000;

    private static final String FILLS_ALL = padded(ROOM);

    private static final Limits LIMITED = Limits.DEFAULT.withBodies(Limits.REQUEST_BYTES, ROOM);

    @ParameterizedTest
    @ValueSource(ints = {100, 20_000, 256 * 1024, 256 * 1024 + 1, 5_000_000, 40_000_000})
    void aBodyOfAnySizeIsPassedOnAsItCame(int length) throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(backend)) {
            String body = padded(length);
            assertThat(router.chat(body).body()).isEqualTo(WHOLE);
            assertThat(backend.calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.body().equals(body)).isTrue());
        }
    }

    @Test
    void aBodyThatArrivesByteByByteIsReadAsOneThatDoesNot() throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(backend);
                var client = new RawConnection(router)) {
            for (char c : chat("", ASK_WHOLE).toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.read().body()).isEqualTo(WHOLE);
            assertThat(backend.calls().getFirst().body()).isEqualTo(ASK_WHOLE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300_000})
    void whatIsWrongIsSaidWithItsPlaceHoweverLargeTheBody(int length) throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(backend)) {
            String body = padded(length).replace("}", "\n,}");
            HttpResponse<String> answer = router.chat(body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"invalid_json\"", "(line 2, column 2)");
            assertThat(backend.calls()).isEmpty();
        }
    }

    @Test
    void moreThanAllBodiesMayTakeIsRefusedWithItsSize() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var backend = new ScriptedBackend(held(release));
                var router = RunningRouter.inFrontOf(LIMITED, backend)) {
            var running = router.chatLater(FILLS_ALL);
            router.awaitTaken(1);
            assertMemoryFull(router.chat(ASK_STREAM), ASK_STREAM.length());
            try (var client = new RawConnection(router)) {
                client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: s\r\nTransfer-Encoding: chunked\r\n\r\n")
                        .send("5\r\n{\"a\":\r\n");
                assertThat(client.read().body()).contains("\"code\":\"memory_full\"", "5 bytes");
                assertThat(client.send("0\r\n\r\n").readToEnd()).isEmpty();
            }
            release.countDown();
            assertThat(running.get().body()).isEqualTo(WHOLE);
            assertThatThereIsRoom(router);
        }
    }

    private static void assertMemoryFull(HttpResponse<String> answer, int length) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body())
                .contains("\"code\":\"memory_full\"", length + " bytes", ROOM + " bytes", "Send it again later");
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of("served whole", FILLS_ALL, 200),
                Arguments.of("served as a stream", padded(ROOM, "\"stream\":true,"), 200),
                Arguments.of("refused by the backend", padded(ROOM, "\"please\":\"refuse\","), 400),
                Arguments.of("failed by the backend", padded(ROOM, "\"please\":\"fail\","), 502),
                Arguments.of("not JSON", padded(ROOM).replace("}", ","), 400),
                Arguments.of("for a model that nobody serves", padded(ROOM, "\"model\":\"nope\","), 404));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void noRoomIsTakenByARequestThatIsOver(String name, String body, int status) throws Exception {
        Script script = call -> {
            if (call.body().contains("\"refuse\"")) {
                call.answer(400, "{\"error\":{\"message\":\"no\"}}");
            } else if (call.body().contains("\"fail\"")) {
                call.answer(500, "{}");
            } else if (call.body().contains("\"stream\":true")) {
                counts(3).answer(call);
            } else {
                call.answer(200, WHOLE);
            }
        };
        try (var backend = new ScriptedBackend(script);
                var router = RunningRouter.inFrontOf(LIMITED, backend)) {
            assertThat(router.chat(body).statusCode()).isEqualTo(status);
            assertThatThereIsRoom(router);
        }
    }

    @Test
    void noRoomIsTakenByWhoIsRefusedForAQueueThatIsFull() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Limits limits = Limits.DEFAULT.withBodies(ROOM, ROOM + 2 * ASK_WHOLE.length());
        QueueRule rule = new QueueRule(1, QueueRule.BYTES, Duration.ofMinutes(1));
        try (var backend = new ScriptedBackend(held(release));
                var router =
                        RunningRouter.inFrontOf(config -> config.with(limits).with(rule), backend)) {
            var running = router.chatLater(ASK_WHOLE);
            router.awaitTaken(1);
            var waiting = router.chatLater(ASK_WHOLE);
            router.awaitWaiting(1);
            for (int i = 0; i < 3; i++) {
                assertThat(router.chat(FILLS_ALL).body()).contains("\"code\":\"queue_full\"");
            }
            release.countDown();
            assertThat(running.get().statusCode() + waiting.get().statusCode()).isEqualTo(400);
        }
    }

    @Test
    void noRoomIsTakenByAClientThatHasLeft() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var backend = new ScriptedBackend(held(release));
                var router = RunningRouter.inFrontOf(
                        config -> config.with(Limits.DEFAULT.withBodies(ROOM, ROOM + ASK_WHOLE.length())), backend)) {
            var running = router.chatLater(ASK_WHOLE);
            router.awaitTaken(1);
            try (var waits = new RawConnection(router)) {
                waits.send(chat("", FILLS_ALL));
                router.awaitWaiting(1);
            }
            router.awaitWaiting(0);
            try (var sends = new RawConnection(router)) {
                sends.send(chat("", FILLS_ALL).substring(0, ROOM / 2));
                await().until(() ->
                        router.chat(FILLS_ALL.replace("}", ",")).body().contains("memory_full"));
            }
            await().until(() -> router.chat(FILLS_ALL.replace("}", ",")).body().contains("invalid_json"));
            release.countDown();
            assertThat(running.get().statusCode()).isEqualTo(200);
            try (var runs = new RawConnection(router)) {
                runs.send(chat("", padded(ROOM)));
                assertThat(runs.read().status()).isEqualTo(200);
            }
            assertThatThereIsRoom(router);
        }
    }

    /** So much has come at once that a part of it has not been looked at when the client leaves. */
    @Test
    void noRoomIsTakenByClientsThatLeaveInLargeBodies() throws Exception {
        int room = 1_500_000;
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(Limits.DEFAULT.withBodies(room, room), backend)) {
            String most = chat("", padded(room)).substring(0, 1_200_000);
            for (int i = 0; i < 5; i++) {
                try (var leaves = new RawConnection(router)) {
                    leaves.send(most);
                }
                await().until(() ->
                        router.chat(padded(room).replace("}", ",")).body().contains("invalid_json"));
            }
            assertThat(router.chat(padded(room)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatFallsSilentInItsBodyIsToldSoAndHungUpOn() throws Exception {
        Duration patience = Duration.ofSeconds(1);
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(
                        config -> config.with(Limits.DEFAULT.withBodies(ROOM, ROOM))
                                .with(Timeouts.DEFAULT.withClients(patience, Timeouts.CLIENT_STALL)),
                        backend);
                var client = new RawConnection(router)) {
            client.send(chat("", FILLS_ALL).substring(0, ROOM / 2));
            Answer answer = client.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.head()).contains("connection: close");
            assertThat(answer.body()).contains("\"code\":\"request_timeout\"", "for 1 s;", " of 300000 bytes");
            assertThat(client.readToEnd()).isEmpty();
            assertThat(router.chat(FILLS_ALL).body()).isEqualTo(WHOLE);
            assertThat(backend.calls()).hasSize(1);
        }
    }

    @Test
    void aClientThatIsOnlySlowIsWaitedFor() throws Exception {
        Duration patience = Duration.ofSeconds(1);
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(
                        config -> config.with(Timeouts.DEFAULT.withClients(patience, Timeouts.CLIENT_STALL)), backend);
                var client = new RawConnection(router)) {
            String request = chat("", ASK_WHOLE);
            int pieces = 24;
            for (int i = 0; i < pieces; i++) {
                client.send(request.substring(request.length() * i / pieces, request.length() * (i + 1) / pieces));
                Thread.sleep(60); // longer than its patience in all
            }
            assertThat(client.read().body()).isEqualTo(WHOLE);
        }
    }

    @Test
    void aBodyWhoseChunksAreMalformedIsRefused() throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(backend);
                var client = new RawConnection(router)) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: s\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\n{}");
            Answer answer = client.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"unreadable_body\"");
            assertThat(client.readToEnd()).isEmpty();
            assertThat(backend.calls()).isEmpty();
        }
    }

    @Test
    void aCompressedBodyIsRefusedForWhatItIs() throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(backend);
                var client = new RawConnection(router)) {
            Answer answer =
                    client.send(chat("Content-Encoding: gzip\r\n", "\u001f")).read();
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.body()).contains("\"code\":\"unsupported_encoding\"", "encoded as gzip");
            assertThat(backend.calls()).isEmpty();
        }
    }

    @Test
    void whoAsksBeforeSendingIsRefusedBeforeSending() throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(LIMITED, backend);
                var client = new RawConnection(router)) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: s\r\nExpect: 100-continue\r\nContent-Length: "
                    + (ROOM + 1) + "\r\n\r\n");
            Answer answer = client.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"request_too_large\"", ROOM + " bytes");
        }
    }

    /** A body that needs all of it is taken. */
    private static void assertThatThereIsRoom(RunningRouter router) throws Exception {
        router.awaitQuiet();
        assertThat(router.chat(FILLS_ALL).statusCode()).isEqualTo(200);
    }

    private static Script held(CountDownLatch release) {
        return call -> {
            release.await();
            call.answer(200, WHOLE);
        };
    }

    private static String padded(int length) {
        return padded(length, "");
    }

    private static String padded(int length, String fields) {
        String begin = "{" + fields + "\"image\":\"";
        return begin + "A".repeat(length - begin.length() - 2) + "\"}";
    }
}
