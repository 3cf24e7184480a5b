package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Limits;
import dev.sluice.config.Patience;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceConfig;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hundreds of silences, legal and not, in shortened time: an engine that shows progress is never cut, and one that shows
 * none is cut within a second after its deadline.
 */
@Tag("full")
@Timeout(300)
class ManySilencesTest {

    private static final int RUNS = 500;
    private static final int AT_ONCE = 50;
    private static final Duration DEADLINE = Duration.ofMillis(600);

    /** Longer than two deadlines: every run is asked about more than once. */
    private static final Duration SILENCE = Duration.ofMillis(1_500);

    private static final String BEGINNING = ROLE + token(" 1");

    private final AtomicInteger worked = new AtomicInteger();

    /** A long prompt; a role and then a long prompt; a tool call that is parsed, or a thought that is not shown. */
    @ParameterizedTest
    @CsvSource({"vllm, ''", "vllm, ROLE", "vllm, TOKEN", "llamacpp, ''", "llamacpp, ROLE", "llamacpp, TOKEN"})
    void aLegalSilenceIsNeverCut(String engine, String before) throws Exception {
        String first = before.equals("ROLE") ? ROLE : before.equals("TOKEN") ? BEGINNING : "";
        Script silent = call -> {
            call.beginStream();
            if (!first.isEmpty()) {
                call.chunk(first);
            }
            Thread.sleep(SILENCE); // what is tested
            call.chunk(counting(3).substring(first.length())).endStream();
        };
        try (var backend = new ScriptedBackend(engine, silent, "counting");
                var router = inFrontOf(backend)) {
            backend.probedBy(call -> probed(engine, call, worked.incrementAndGet()));
            List<String> bodies = runs(RUNS, () -> router.chat(ASK_STREAM).body());
            assertThat(bodies).hasSize(RUNS).allMatch(counting(3)::equals);
            assertThat(backend.calls()).hasSize(RUNS);
            backend.probedAsUsual();
        }
    }

    @ParameterizedTest
    @CsvSource({"vllm", "llamacpp"})
    void aHangIsCutWithinASecondAfterItsDeadline(String engine) throws Exception {
        Script hung = call -> {
            call.beginStream().chunk(BEGINNING);
            call.awaitClosed();
        };
        for (int round = 0; round < RUNS / AT_ONCE; round++) { // one that hangs gets no more than it has
            try (var backend = new ScriptedBackend(engine, hung, "counting");
                    var router = inFrontOf(backend)) {
                backend.probedBy(call -> probed(engine, call, 7));
                List<Duration> cuts = runs(AT_ONCE, () -> cut(router));
                assertThat(cuts)
                        .hasSize(AT_ONCE)
                        .allMatch(cut -> cut.compareTo(DEADLINE.plusSeconds(1)) <= 0, "within a second after it");
                backend.probedAsUsual();
            }
        }
    }

    /** How long after its last sign of life a request is cut; never before the deadline. */
    private static Duration cut(RunningRouter router) throws IOException {
        long begun = System.nanoTime();
        try (RawConnection client = new RawConnection(router).ask(ASK_STREAM)) {
            client.readUntil(token(" 1"));
            long silentSince = System.nanoTime();
            client.readUntil("\"code\":\"backend_timeout\"");
            long cut = System.nanoTime();
            assertThat(Duration.ofNanos(cut - begun)).isGreaterThanOrEqualTo(DEADLINE);
            return Duration.ofNanos(cut - silentSince);
        }
    }

    private static <T> List<T> runs(int times, Callable<T> run) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : clients.invokeAll(Collections.nCopies(times, run))) {
                results.add(result.get());
            }
            return results;
        }
    }

    private static RunningRouter inFrontOf(ScriptedBackend backend) throws Exception {
        List<String> urls = List.of(backend.url());
        Map<String, Integer> slots = Map.of(backend.url(), AT_ONCE);
        SluiceConfig config = SluiceConfig.of(Settings.of("127.0.0.1", 0, urls).withSlots(slots), Map.of());
        Patience patience = new Patience(DEADLINE, DEADLINE, Duration.ofMinutes(1), Duration.ofMillis(200));
        return RunningRouter.inFrontOf(
                usual -> config.with(Limits.DEFAULT).with(usual.timeouts().with(patience)), backend);
    }

    /** As both engines answer, in one: each asks for what it knows. */
    private static void probed(String engine, Call call, int work) throws IOException {
        switch (call.line()) {
            case "GET /metrics" ->
                call.answer(
                        200,
                        "vllm:prompt_tokens_total 5\nvllm:generation_tokens_total " + work
                                + "\nvllm:kv_cache_usage_perc 0.1\n");
            case "GET /slots" ->
                call.answer(
                        200,
                        "[{\"id\":0,\"id_task\":1,\"is_processing\":true,\"n_prompt_tokens_processed\":5,"
                                + "\"next_token\":[{\"n_decoded\":" + work + "}]}]");
            default -> call.answer(200, "{\"data\":[{\"id\":\"counting\",\"owned_by\":\"" + engine + "\"}]}");
        }
    }
}
