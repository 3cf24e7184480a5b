package dev.sluice;

import static dev.sluice.fixture.RawConnection.chat;
import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.Waiters;
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
            RawConnection leaves = new RawConnection(router).ask(ask);
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
        Waiters.areForgotten(chat("", ASK_STREAM), chat("", ASK_WHOLE));
    }

    @Test
    void aClientThatLeavesWhileItSendsLeavesNothingBehind() throws Exception {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend)) {
            try (var client = new RawConnection(router)) {
                client.send(chat("", "x".repeat(5_000)).substring(0, 1_000));
            }
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            assertThat(backend.calls()).hasSize(1);
        }
    }
}
