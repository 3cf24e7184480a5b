package dev.sluice.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.gguf.CountingModel;
import dev.sluice.config.Limits;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that leaves a real llama-server in the middle of an answer of twenty seconds. */
@Tag("containers")
@ExtendWith(Docker.class)
class StopTest {

    /** llama-server looks at a silent connection once a second, if nobody asks it anything meanwhile. */
    private static final Duration UNDISTURBED = Duration.ofMillis(1_200);

    private static final Duration FAR_BELOW_THE_ANSWER = Duration.ofSeconds(6);
    private static final String SHORT = "Count!";
    private static final String LONG = "word ".repeat(1_000);

    private static LlamaServer server;
    private static RunningRouter router;

    @BeforeAll
    static void start() {
        server = new LlamaServer(CountingModel.slowedBy(20).withSlowPrompts());
        router = RunningRouter.start(Limits.DEFAULT, List.of(server.url()));
        router.awaitUp(1);
    }

    @AfterAll
    static void stop() {
        router.close();
        server.close();
    }

    static Stream<Arguments> phases() {
        return Stream.of(
                Arguments.of("streaming, in the prompt", ask(true, LONG), ""),
                Arguments.of("streaming, in the answer", ask(true, SHORT), " 5"),
                Arguments.of("in one piece, in the prompt", ask(false, LONG), ""),
                Arguments.of("in one piece, in the answer", ask(false, SHORT), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phases")
    void theServerIsIdleAgainLongBeforeItsAnswerWouldHaveEnded(String name, String ask, String until) throws Exception {
        RawConnection client = working(ask, until);
        client.close();
        await().pollDelay(UNDISTURBED)
                .pollInterval(UNDISTURBED)
                .atMost(FAR_BELOW_THE_ANSWER)
                .until(() -> !server.works());
        router.awaitQuiet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phases")
    void whoeverWaitsBehindItIsServed(String name, String ask, String until) throws Exception {
        RawConnection client = working(ask, until);
        RawConnection next = new RawConnection(router).ask(ask(true, SHORT));
        router.awaitWaiting(1);
        client.close();
        next.readUntil(" 3");
        next.close();
        router.awaitQuiet();
    }

    @Test
    void aWaiterThatLeavesNeverReachesTheServer() throws Exception {
        double before = server.metric("llamacpp:tokens_predicted_total");
        RawConnection running = new RawConnection(router).ask(ask(true, SHORT));
        running.readUntil(" 1");
        RawConnection streaming = new RawConnection(router).ask(ask(true, SHORT));
        RawConnection whole = new RawConnection(router).ask(ask(false, SHORT));
        router.awaitWaiting(2);
        streaming.close();
        whole.close();
        router.awaitWaiting(0);
        running.close();
        router.awaitQuiet();
        assertThat(server.metric("llamacpp:requests_deferred")).isZero();
        assertThat(server.metric("llamacpp:tokens_predicted_total") - before).isLessThan(1_000);
    }

    /** A client whose request the server works on, and that has read so far. */
    private static RawConnection working(String ask, String until) throws IOException {
        RawConnection client = new RawConnection(router).ask(ask);
        client.readUntil(until);
        await().until(server::works);
        return client;
    }

    private static String ask(boolean streaming, String prompt) {
        return "{\"stream\":" + streaming + ",\"max_tokens\":1000,\"cache_prompt\":false,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}";
    }
}
