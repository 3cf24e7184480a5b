package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.QueueRule;
import dev.sluice.fixture.RunningRouter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The queue in front of backends, as clients and backends see it. */
class QueueTest {

    @Test
    void aSequentialBackendGetsOneRequestAtATimeInOrderOfArrival() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var backend = new ScriptedBackend(held(release));
                var router = RunningRouter.inFrontOf(backend)) {
            var answers = queueUp(router, 20);
            release.countDown();
            for (var answer : answers) {
                assertThat(answer.get().body()).isEqualTo(counting(3));
            }
            assertThat(backend.mostWorking()).isEqualTo(1);
            assertThat(backend.calls())
                    .extracting(call -> call.body())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 20).mapToObj(QueueTest::ask).toList());
        }
    }

    @Test
    void aBatchingBackendGetsManyAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(20);
        Script together = call -> {
            all.countDown();
            all.await();
            counts(3).answer(call);
        };
        try (var backend = new ScriptedBackend("vllm", together, "counting");
                var router = RunningRouter.inFrontOf(backend)) {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> router.chatLater(ask(i)))
                    .toList();
            for (var answer : answers) {
                assertThat(answer.get().body()).isEqualTo(counting(3));
            }
        }
    }

    @Test
    void oneMoreThanTheQueueHoldsIsRefusedAtOnce() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        QueueRule rule = new QueueRule(2, QueueRule.BYTES, Duration.ofMinutes(1));
        try (var backend = new ScriptedBackend(held(release));
                var router = RunningRouter.inFrontOf(config -> config.with(rule), backend)) {
            var answers = queueUp(router, 3);
            HttpResponse<String> refused = router.chat(ASK_STREAM);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("\"code\":\"queue_full\"", "2 requests wait");
            release.countDown();
            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void whoWaitsTooLongIsToldSo() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        QueueRule rule = new QueueRule(10, QueueRule.BYTES, Duration.ofSeconds(1));
        try (var backend = new ScriptedBackend(held(release));
                var router = RunningRouter.inFrontOf(config -> config.with(rule), backend)) {
            var running = queueUp(router, 1);
            HttpResponse<String> refused = router.chat(ASK_STREAM);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("\"code\":\"queue_timeout\"", "1 second");
            release.countDown();
            assertThat(running.getFirst().get().statusCode()).isEqualTo(200);
        }
    }

    private static Script held(CountDownLatch release) {
        return call -> {
            release.await();
            counts(3).answer(call);
        };
    }

    /** One runs, and all others wait, in this order. */
    private static List<CompletableFuture<HttpResponse<String>>> queueUp(RunningRouter router, int requests) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            answers.add(router.chatLater(ask(i)));
            router.awaitTaken(i + 1);
        }
        return answers;
    }

    private static String ask(int number) {
        return ASK_STREAM.replace("Hello!", "number " + number);
    }
}
