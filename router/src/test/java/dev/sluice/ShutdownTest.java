package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.counting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Shutdown;
import dev.sluice.config.Shutdown.Waiting;
import dev.sluice.fixture.Halves;
import dev.sluice.fixture.RunningRouter;
import io.vertx.core.Future;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A router that is told to end: nothing is cut before the grace has passed, and nothing silently. */
class ShutdownTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Halves halves = new Halves(1);

    @Test
    void whatRunsAndWhatWaitsIsServedAndNobodyElse() throws Exception {
        try (var backend = new ScriptedBackend(halves);
                var router = ending(new Shutdown(Duration.ZERO, LONG, Waiting.SERVE), backend)) {
            var running = router.chatLater(ASK_STREAM);
            halves.awaitBegun();
            var waiting = router.chatLater(ASK_STREAM);
            router.awaitWaiting(1);
            Future<Void> over = router.shutDown();
            await().untilAsserted(() -> assertThatThrownBy(
                            () -> new Socket(InetAddress.getLoopbackAddress(), router.port()).close())
                    .isInstanceOf(ConnectException.class));
            assertThat(over.isComplete()).isFalse();
            halves.release();
            assertThat(running.get().body()).isEqualTo(counting(2));
            assertThat(waiting.get().body()).isEqualTo(counting(2));
            over.await();
        }
    }

    @Test
    void whoWaitsIsTurnedAwayIfThatIsThePolicy() throws Exception {
        try (var backend = new ScriptedBackend(halves);
                var router = ending(new Shutdown(Duration.ZERO, LONG, Waiting.REFUSE), backend)) {
            var running = router.chatLater(ASK_STREAM);
            halves.awaitBegun();
            var waiting = router.chatLater(ASK_STREAM);
            router.awaitWaiting(1);
            Future<Void> over = router.shutDown();
            HttpResponse<String> refused = waiting.get();
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("\"code\":\"router_stopping\"");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            halves.release();
            assertThat(running.get().body()).isEqualTo(counting(2));
            over.await();
        }
    }

    @Test
    void whoIsNotDoneWithinTheGraceIsToldSo() throws Exception {
        try (var backend = new ScriptedBackend(halves);
                var router = ending(new Shutdown(Duration.ZERO, SHORT, Waiting.SERVE), backend)) {
            var running = router.chatLater(ASK_STREAM);
            awaitContent(router);
            var waiting = router.chatLater(ASK_STREAM);
            router.awaitWaiting(1);
            router.shutDown().await();
            assertCut(running.get());
            assertThat(waiting.get().statusCode()).isEqualTo(503);
            halves.release();
        }
    }

    @Test
    void whoeverHurriesItWaitsForNoGrace() throws Exception {
        try (var backend = new ScriptedBackend(halves);
                var router = ending(new Shutdown(LONG, LONG, Waiting.SERVE), backend)) {
            var running = router.chatLater(ASK_STREAM);
            awaitContent(router);
            Future<Void> over = router.shutDown();
            router.hurry();
            over.await();
            assertCut(running.get());
            halves.release();
        }
    }

    @Test
    void aRouterThatLeavesStillServesAndSaysThatItIsNotReady() throws Exception {
        halves.release();
        try (var backend = new ScriptedBackend(halves);
                var router = ending(new Shutdown(LONG, LONG, Waiting.SERVE), backend)) {
            assertThat(router.get("/health").statusCode()).isEqualTo(200);
            Future<Void> over = router.shutDown();
            HttpResponse<String> health = router.get("/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("router_stopping");
            HttpResponse<String> served = router.chat(ASK_STREAM);
            assertThat(served.body()).isEqualTo(counting(2));
            assertThat(served.headers().firstValue("Connection")).hasValue("close");
            router.hurry();
            over.await();
        }
    }

    /** Until then nothing is cut: it is refused, with a status. */
    private static void awaitContent(RunningRouter router) {
        await().until(() -> router.scraped().sum("sluice_time_to_first_token_seconds_count") == 1);
    }

    private static void assertCut(HttpResponse<String> answer) {
        assertThat(answer.body())
                .startsWith(Halves.FIRST + "event: error\ndata: {\"error\":{")
                .contains("\"code\":\"router_stopping\"")
                .doesNotContain("[DONE]");
    }

    private static RunningRouter ending(Shutdown rules, ScriptedBackend backend) {
        return RunningRouter.inFrontOf(config -> config.with(rules), backend);
    }
}
