package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.RawClient;
import dev.sluice.fixture.RunningRouter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that leaves is noticed in every phase, and whoever waits behind it is served. */
class ClientGoneTest {

    static Stream<Arguments> phases() {
        Script silent = call -> {};
        Script head = call -> call.beginStream();
        Script role = call -> call.beginStream().chunk(ROLE);
        Script content = call -> call.beginStream().chunk(ROLE + token(" 1"));
        Script half = call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"choices\"");
        return Stream.of(
                Arguments.of("streaming, before the head", ASK_STREAM, silent, ""),
                Arguments.of("streaming, after the head", ASK_STREAM, head, ""),
                Arguments.of("streaming, after the role", ASK_STREAM, role, ""),
                Arguments.of("streaming, after content", ASK_STREAM, content, " 1"),
                Arguments.of("in one piece, before the head", ASK_WHOLE, silent, ""),
                Arguments.of("in one piece, in the body", ASK_WHOLE, half, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phases")
    void aRunningRequestIsCancelledUpstreamAndTheNextIsServed(String name, String ask, Script begin, String until)
            throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Script first = call -> {
            begin.answer(call);
            begun.countDown();
            call.awaitClosed();
            cancelled.countDown();
        };
        try (var backend = new ScriptedBackend(call -> (begun.getCount() > 0 ? first : counts(3)).answer(call));
                var router = RunningRouter.inFrontOf(backend)) {
            RawClient leaves = new RawClient(router.port(), ask);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            leaves.readUntil(until);
            var next = router.chatLater(ASK_STREAM);
            router.awaitWaiting(1);

            leaves.close();
            assertThat(cancelled.await(1, TimeUnit.SECONDS)).isTrue();
            assertThat(next.get().body()).isEqualTo(counting(3));
            assertThat(backend.mostWorking()).isEqualTo(1);
        }
    }

    @Test
    void aWaiterThatLeavesIsForgottenAndNeverSent() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var backend = new ScriptedBackend(call -> {
                    release.await();
                    counts(3).answer(call);
                });
                var router = RunningRouter.inFrontOf(backend)) {
            var running = router.chatLater(ASK_STREAM);
            router.awaitTaken(1);
            RawClient streaming = new RawClient(router.port(), ASK_STREAM);
            RawClient whole = new RawClient(router.port(), ASK_WHOLE);
            router.awaitWaiting(2);
            streaming.close();
            router.awaitWaiting(1);
            whole.close();
            router.awaitWaiting(0);

            release.countDown();
            assertThat(running.get().body()).isEqualTo(counting(3));
            router.awaitQuiet();
            assertThat(backend.calls()).hasSize(1);
        }
    }

    @Test
    void aClientThatLeavesWhileItSendsLeavesNothingBehind() throws Exception {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend)) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
                socket.getOutputStream()
                        .write("POST /v1/chat/completions HTTP/1.1\r\nHost: s\r\nContent-Length: 5000\r\n\r\n{\"mod"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            assertThat(backend.calls()).hasSize(1);
        }
    }
}
