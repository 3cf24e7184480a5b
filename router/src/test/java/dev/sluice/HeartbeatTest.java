package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Heartbeat;
import dev.sluice.config.Heartbeat.Style;
import dev.sluice.config.SluiceConfig;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A stream that has nothing to say is heard all the same, and stays what it is. */
class HeartbeatTest {

    private static final String WORKING = ": working\n\n";

    private final CountDownLatch heard = new CountDownLatch(1);

    @Test
    void aStreamIsHeardWhileABackendWorksOnItsPrompt() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    heard.await();
                    counts(3).answer(call);
                });
                var router = RunningRouter.inFrontOf(HeartbeatTest::often, backend);
                var client = new RawConnection(router).ask(ASK_STREAM)) {
            client.readUntil(WORKING);
            client.readUntil(WORKING + "\r\n");
            heard.countDown();
            assertThat(client.read().body().replace(WORKING, "")).isEqualTo(counting(3));
        }
    }

    @Test
    void aStreamIsHeardBetweenItsEvents() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    call.beginStream().chunk(ROLE + token(" 1"));
                    heard.await();
                    call.chunk(counting(3).substring((ROLE + token(" 1")).length()))
                            .endStream();
                });
                var router = RunningRouter.inFrontOf(HeartbeatTest::often, backend);
                var client = new RawConnection(router).ask(ASK_STREAM)) {
            client.readUntil(token(" 1"));
            client.readUntil(WORKING);
            heard.countDown();
            assertThat(client.read().body().replace(WORKING, "")).isEqualTo(counting(3));
        }
    }

    @Test
    void whoeverWaitsHearsItsPlace() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    heard.await();
                    counts(1).answer(call);
                });
                var router = RunningRouter.inFrontOf(HeartbeatTest::often, backend)) {
            var first = router.chatLater(ASK_STREAM);
            router.awaitTaken(1);
            try (var second = new RawConnection(router).ask(ASK_STREAM)) {
                second.readUntil(": queued, place 1 of 1\n\n");
                try (var third = new RawConnection(router).ask(ASK_STREAM)) {
                    third.readUntil(": queued, place 2 of 2\n\n");
                    second.readUntil(": queued, place 1 of 2\n\n");
                    heard.countDown();
                    assertThat(second.read().body()).endsWith(counting(1));
                    assertThat(third.read().body()).endsWith(counting(1));
                }
            }
            assertThat(first.get().body()).endsWith(counting(1));
        }
    }

    @Test
    void aHeartbeatCommitsNothingOfTheAnswer() throws Exception {
        try (var failing = new ScriptedBackend(
                        "vllm",
                        call -> {
                            call.beginStream().chunk(ROLE);
                            heard.await();
                            call.reset();
                        },
                        "counting");
                var healthy = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(HeartbeatTest::often, failing, healthy);
                var client = new RawConnection(router).ask(ASK_STREAM)) {
            client.readUntil(WORKING);
            heard.countDown();
            assertThat(client.read().body().replace(WORKING, "")).isEqualTo(counting(3));
            assertThat(failing.calls()).hasSize(1);
        }
    }

    @Test
    void afterAHeartbeatAFailureIsAnEvent() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    heard.await();
                    call.reset();
                });
                var router = RunningRouter.inFrontOf(HeartbeatTest::often, backend);
                var client = new RawConnection(router).ask(ASK_STREAM)) {
            client.readUntil(WORKING);
            heard.countDown();
            assertThat(client.read().body().replace(WORKING, ""))
                    .startsWith("event: error\ndata: {\"error\":{\"message\":\"The backend that served this request")
                    .contains("\"code\":\"backend_failed\"");
        }
    }

    @Test
    void afterAHeartbeatABackendsOwnRefusalIsAnEventWithItsNumbers() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    heard.await();
                    call.answer(400, "{\"error\":{\n\"code\":400,\"n_ctx\":2048}}");
                });
                var router = RunningRouter.inFrontOf(HeartbeatTest::often, backend);
                var client = new RawConnection(router).ask(ASK_STREAM)) {
            client.readUntil(WORKING);
            heard.countDown();
            assertThat(client.read().body().replace(WORKING, ""))
                    .isEqualTo("event: error\ndata: {\"error\":{ \"code\":400,\"n_ctx\":2048}}\n\n");
        }
    }

    @Test
    void noHeartbeatLandsInsideALargeEvent() throws Exception {
        String large = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(100_000) + "\"}}]}\n\n";
        try (var backend = new ScriptedBackend(call -> {
                    call.beginStream().chunk(large.substring(0, 90_000));
                    heard.await();
                    call.chunk(large.substring(90_000) + counting(1)).endStream();
                });
                var router = RunningRouter.inFrontOf(HeartbeatTest::often, backend);
                var client = new RawConnection(router).ask(ASK_STREAM)) {
            client.readUntil("xxx");
            try (var clock = new RawConnection(router).ask(ASK_STREAM)) {
                clock.readUntil(": queued, place 1 of 1\n\n\r\n18\r\n: queued");
                heard.countDown();
                assertThat(client.read().body()).isEqualTo(large + counting(1));
                clock.read();
            }
        }
    }

    @Test
    void whoeverWaitsForAWholeAnswerGetsItsRealStatus() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    heard.await();
                    call.answer(200, WHOLE);
                });
                var router = RunningRouter.inFrontOf(HeartbeatTest::often, backend)) {
            var whole = router.chatLater(ASK_WHOLE);
            router.awaitTaken(1);
            try (var clock = new RawConnection(router).ask(ASK_STREAM)) {
                clock.readUntil(": queued, place 1 of 1\n\n");
                heard.countDown();
                assertThat(whole.get().body()).isEqualTo(WHOLE);
                clock.read();
            }
        }
    }

    private static SluiceConfig often(SluiceConfig config) {
        return config.with(new Heartbeat(Style.COMMENT, Duration.ofMillis(100)));
    }
}
