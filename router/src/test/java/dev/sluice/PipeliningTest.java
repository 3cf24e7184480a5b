package dev.sluice;

import static dev.sluice.fixture.RawConnection.chat;
import static dev.sluice.fixture.RawConnection.get;
import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.Answer;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.Waiters;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request at a time on a connection: what is sent ahead is refused, what is sent in turn is served. */
@BesideOthers
class PipeliningTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRequestThatComesBeforeTheAnswerIsRefusedAndTheAnswerIsUnharmed(boolean stream) throws Exception {
        String ask = stream ? ASK_STREAM : ASK_WHOLE;
        CountDownLatch release = new CountDownLatch(1);
        try (var backend = new ScriptedBackend(held(release));
                var router = RunningRouter.inFrontOf(backend);
                var client = new RawConnection(router)) {
            client.send(chat("", ask) + chat("", ask));
            router.awaitTaken(1);
            release.countDown();
            assertThat(client.read().body()).isEqualTo(stream ? counting(3) : WHOLE);
            assertRefused(client);
            assertThat(backend.calls()).hasSize(1);
        }
    }

    @Test
    void aStreamGoesOnThoughARequestWasSentAhead() throws Exception {
        String begin = ROLE + token(" 1");
        CountDownLatch release = new CountDownLatch(1);
        Script half = call -> {
            call.beginStream().chunk(begin);
            release.await();
            call.chunk(counting(3).substring(begin.length())).endStream();
        };
        try (var backend = new ScriptedBackend(half);
                var router = RunningRouter.inFrontOf(backend);
                var client = new RawConnection(router)) {
            client.send(chat("", ASK_STREAM) + get("/health"));
            client.readUntil(token(" 1"));
            release.countDown();
            assertThat(client.read().body()).isEqualTo(counting(3));
            assertRefused(client);
        }
    }

    @ParameterizedTest
    @EnabledOnOs(value = OS.LINUX, disabledReason = "without epoll, nothing tells while nothing is written")
    @ValueSource(booleans = {true, false})
    void aClientThatHasSentFortyAndLeavesIsNoticed(boolean politely) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Script first = call -> {
            begun.countDown();
            call.awaitClosed();
            cancelled.countDown();
        };
        try (var backend = new ScriptedBackend(call -> (begun.getCount() > 0 ? first : counts(3)).answer(call));
                var router = RunningRouter.inFrontOf(backend)) {
            RawConnection client = new RawConnection(router);
            client.send(chat("", ASK_STREAM).repeat(40));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            if (politely) {
                client.finish();
            } else {
                client.reset();
            }
            assertThat(cancelled.await(1, TimeUnit.SECONDS)).isTrue();
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            assertThat(backend.calls()).hasSize(2);
            client.close();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "without epoll, nothing tells while nothing is written")
    void aWaiterThatHasSentFortyAndLeavesIsForgotten() throws Exception {
        Waiters.areForgotten(chat("", ASK_STREAM).repeat(40));
    }

    @Test
    void whatIsSentAheadInMegabytesDoesNotHarmTheAnswerEither() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var backend = new ScriptedBackend(held(release));
                var router = RunningRouter.inFrontOf(backend);
                var client = new RawConnection(router)) {
            client.send(chat("", ASK_STREAM) + get("/health"));
            router.awaitTaken(1);
            Thread sender = Thread.ofVirtual().start(() -> sendMegabytes(client));
            release.countDown();
            assertThat(client.read().body()).isEqualTo(counting(3));
            assertThat(client.read().body()).contains("pipelining_refused");
            sender.join();
        }
    }

    private static void sendMegabytes(RawConnection client) {
        try {
            client.send(chat("", "x".repeat(10_000_000)));
        } catch (IOException hungUp) {
            // as it may be, once the answers have been given
        }
    }

    @Test
    void oneAfterTheOtherIsServedOnOneConnection() throws Exception {
        try (var backend = new ScriptedBackend(call -> {
                    if (call.body().equals(ASK_STREAM)) {
                        counts(3).answer(call);
                    } else {
                        call.answer(200, WHOLE);
                    }
                });
                var router = RunningRouter.inFrontOf(backend);
                var client = new RawConnection(router)) {
            for (int round = 0; round < 20; round++) {
                assertThat(client.send(chat("", ASK_STREAM)).read().body()).isEqualTo(counting(3));
                assertThat(client.send(chat("", ASK_WHOLE)).read().body()).isEqualTo(WHOLE);
                assertThat(client.send(chat("", "{")).read().status()).isEqualTo(400);
                assertThat(client.send(get("/health")).read().status()).isEqualTo(200);
                assertThat(client.send(get("/nothing")).read().status()).isEqualTo(404);
                assertThat(client.send(chat("Expect: 100-continue\r\n", ASK_WHOLE))
                                .read()
                                .status())
                        .isEqualTo(100);
                assertThat(client.read().body()).isEqualTo(WHOLE);
            }
            assertThat(backend.calls()).hasSize(60);
        }
    }

    private static void assertRefused(RawConnection client) throws Exception {
        Answer refused = client.read();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.head()).contains("connection: close", "x-request-id: ");
        assertThat(refused.body()).contains("\"code\":\"pipelining_refused\"", "one request at a time per connection");
        assertThat(client.readToEnd()).isEmpty();
    }

    private static Script held(CountDownLatch release) {
        return call -> {
            release.await();
            if (call.body().equals(ASK_WHOLE)) {
                call.answer(200, WHOLE);
            } else {
                counts(3).answer(call);
            }
        };
    }
}
