package dev.sluice.relay;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.DONE;
import static dev.sluice.fixture.Streams.FINISH;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.Backends;
import dev.sluice.fixture.ToldRouter;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Rates;
import dev.sluice.pool.Served;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Traits;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the owner hears of a request: how its answer goes on, how it was, and how long its prompt is. */
class ReportsTest {

    private static final Traits LLAMA =
            new Traits("llama.cpp", Discipline.SEQUENTIAL, 1, new Settling.AtOnce(), false, OptionalInt.empty());
    private static final Traits VLLM =
            new Traits("vLLM", Discipline.BATCHING, 1, new Settling.AtOnce(), true, OptionalInt.empty());

    private static final String LONG = ASK_WHOLE.replace("Hello!", "Hello! ".repeat(500));
    private static final int CONTEXT = 2_048;

    private final CountDownLatch release = new CountDownLatch(1);

    /** Else one that froze would seem alive as long as requests are sent to it. */
    @Test
    void thatARequestWasSentIsNoSignOfLife() throws Exception {
        Script frozen = call -> {
            if (call.body().equals(ASK_STREAM)) {
                call.beginStream().chunk(ROLE + token(" 1"));
                release.await();
                call.chunk(FINISH + DONE).endStream();
            } else {
                release.await();
                call.answer(200, WHOLE);
            }
        };
        Traits two = LLAMA.withSlots(2);
        try (var backend = new ScriptedBackend(frozen);
                var router = new ToldRouter(known(backend, two, "counting"))) {
            Backend known = router.snapshot().known().getFirst();
            var first = router.chatLater(ASK_STREAM);
            await().until(() -> router.lastHeard(known).isPresent());
            long before = router.owner().now();
            var second = router.chatLater(ASK_WHOLE);
            await().until(() -> backend.calls().size() == 2);
            assertThat(router.lastHeard(known).orElseThrow()).isLessThan(before);
            release.countDown();
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(second.get().body()).isEqualTo(WHOLE);
        }
    }

    @Test
    void whenSomethingWasHeardLastIsKnown() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        Script script = call -> {
            call.beginStream().chunk(ROLE + token(" 1"));
            more.await();
            call.chunk(token(" 2"));
            release.await();
            call.chunk(FINISH + DONE).endStream();
        };
        try (var backend = new ScriptedBackend(script);
                var router = new ToldRouter(known(backend, LLAMA, "counting"))) {
            Backend known = router.snapshot().known().getFirst();
            assertThat(router.lastHeard(known)).isEmpty();
            var answer = router.chatLater(ASK_STREAM);
            await().until(() -> router.lastHeard(known).isPresent());
            long before = router.owner().now();
            more.countDown();
            await().until(() -> router.lastHeard(known).orElse(0) > before);
            release.countDown();
            assertThat(answer.get().body()).isEqualTo(counting(2));
        }
    }

    /** What it tells is far from what is believed before, and so the belief moves there. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAnEngineTellsOfItsSpeedIsLearnt(boolean streamed) throws Exception {
        String told = ",\"timings\":{\"cache_n\":4,\"prompt_n\":996,\"prompt_per_second\":1e5,\"predicted_n\":50,"
                + "\"predicted_per_second\":1e4}}";
        String stream = ROLE + token(" 1") + FINISH.replace("]}\n\n", "]" + told + "\n\n") + DONE;
        String whole = WHOLE.substring(0, WHOLE.length() - 1) + told;
        Script script = call -> {
            if (streamed) {
                call.beginStream().chunk(stream).endStream();
            } else {
                call.answer(200, whole);
            }
        };
        try (var backend = new ScriptedBackend(script);
                var router = new ToldRouter(known(backend, LLAMA, "counting"))) {
            assertThat(router.chatLater(streamed ? ASK_STREAM : ASK_WHOLE).get().body())
                    .isEqualTo(streamed ? stream : whole);
            Rates rates = rates(router);
            assertThat(rates.prefill().value()).isGreaterThan(Discipline.SEQUENTIAL.priorPrefill());
            assertThat(rates.decode().value()).isGreaterThan(Discipline.SEQUENTIAL.priorDecode());
            assertThat(rates.bytesPerToken().value())
                    .isLessThan(rates.bytesPerToken().prior());
        }
    }

    @Test
    void aPictureDoesNotTeachHowManyBytesATokenHas() throws Exception {
        String picture = ASK_WHOLE.replace(
                "\"Hello!\"",
                "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + "iVBO".repeat(9_000)
                        + "\"}}]");
        String told = WHOLE.substring(0, WHOLE.length() - 1) + ",\"timings\":{\"cache_n\":0,\"prompt_n\":300}}";
        try (var backend = new ScriptedBackend(call -> call.answer(200, told));
                var router = new ToldRouter(known(backend, LLAMA, "counting"))) {
            assertThat(router.chatLater(picture).get().body()).isEqualTo(told);
            Rates rates = rates(router);
            assertThat(rates.bytesPerToken().value())
                    .isEqualTo(rates.bytesPerToken().prior());
        }
    }

    @Test
    void whoTellsNothingIsMeasured() throws Exception {
        try (var backend = new ScriptedBackend(
                        call -> call.beginStream().chunk(counting(20)).endStream());
                var router = new ToldRouter(known(backend, LLAMA, "counting"))) {
            assertThat(router.chatLater(ASK_STREAM).get().body()).isEqualTo(counting(20));
            Rates rates = rates(router);
            assertThat(rates.decode().value()).isNotEqualTo(rates.decode().prior());
            assertThat(rates.prefill().value()).isEqualTo(rates.prefill().prior());
        }
    }

    /** Two answers do not fit from their beginnings on; when much of the first is written, the second does. */
    @Test
    void howAnAnswerGrowsIsReported() throws Exception {
        Traits sharing = LLAMA.sharing(2, 3_900);
        String limited = ASK_STREAM.replace("{\"model\"", "{\"max_tokens\":1800,\"model\"");
        Script script = call -> {
            call.beginStream().chunk(ROLE);
            for (int i = 0; i < 1_700; i++) {
                call.chunk(token(" 1"));
            }
            release.await();
            call.chunk(FINISH + DONE).endStream();
        };
        try (var backend = new ScriptedBackend(script);
                var router = new ToldRouter(known(backend, sharing, "counting"))) {
            var first = router.chatLater(limited);
            await().until(() -> router.snapshot().backends().getFirst().leased() == 1);
            var second = router.chatLater(limited);
            await().until(() -> backend.calls().size() == 2);
            release.countDown();
            assertThat(List.of(first.get(), second.get()))
                    .allMatch(answer -> answer.body().endsWith(DONE));
        }
    }

    @ParameterizedTest
    @CsvSource({"vLLM, /tokenize, count", "llama.cpp, /v1/chat/completions/input_tokens, input_tokens"})
    void aPromptThatIsTooLongIsRefusedWhileItWaits(String engine, String path, String number) throws Exception {
        Traits traits = engine.equals("vLLM") ? VLLM : LLAMA;
        try (var backend = new ScriptedBackend(counts(path, "{\"" + number + "\":6020,\"tokens\":[1,2"));
                var router = new ToldRouter(known(backend, traits, "own", "counting"))) {
            var running = router.chatLater(ASK_WHOLE);
            await().until(() -> router.snapshot().backends().getFirst().leased() == 1);
            HttpResponse<String> answer = router.chatLater(LONG).get();
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("\"code\":\"context_length_exceeded\"", "\"type\":\"invalid_request_error\"")
                    .contains("The prompt has 6020 tokens; the largest context of a backend that serves 'counting' is"
                            + " 2048. Send a shorter one.");
            release.countDown();
            assertThat(running.get().body()).isEqualTo(WHOLE);
            assertThat(backend.calls()).hasSize(2);
            String model = engine.equals("vLLM") ? "own" : "counting";
            assertThat(backend.calls().getLast().body()).isEqualTo(LONG.replace("counting", model));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"count\":2047}", "{\"count\":\"6020\"}", "{\"detail\":\"Not Found\"}", "{\"count\":6", "no"})
    void aPromptThatFitsOrCannotBeCountedWaits(String counted) throws Exception {
        try (var backend = new ScriptedBackend(counts("/tokenize", counted));
                var router = new ToldRouter(known(backend, VLLM, "counting"))) {
            var running = router.chatLater(ASK_WHOLE);
            await().until(() -> router.snapshot().backends().getFirst().leased() == 1);
            var waiting = router.chatLater(LONG);
            await().until(() -> backend.calls().size() == 2);
            release.countDown();
            assertThat(running.get().body()).isEqualTo(WHOLE);
            assertThat(waiting.get().body()).isEqualTo(WHOLE);
        }
    }

    @Test
    void whoIsServedAtOnceOrSurelyFitsIsNotCounted() throws Exception {
        try (var backend = new ScriptedBackend(counts("/tokenize", "{\"count\":9}"));
                var router = new ToldRouter(known(backend, VLLM, "counting"))) {
            var running = router.chatLater(LONG);
            await().until(() -> backend.calls().size() == 1);
            var waiting = router.chatLater(ASK_WHOLE);
            await().until(() -> router.snapshot().waiting() == 1);
            release.countDown();
            assertThat(running.get().body()).isEqualTo(WHOLE);
            assertThat(waiting.get().body()).isEqualTo(WHOLE);
            assertThat(backend.calls()).hasSize(2);
        }
    }

    private static Rates rates(ToldRouter router) {
        await().until(() -> router.snapshot().backends().getFirst().served() == 1);
        return Objects.requireNonNull(
                router.snapshot().backends().getFirst().rates().get("counting"));
    }

    /** Answers chats when it is released, and the question of how long a prompt is at once. */
    private Script counts(String path, String count) {
        return call -> {
            if (call.line().equals("POST " + path)) {
                call.answer(200, count);
            } else {
                release.await();
                call.answer(200, WHOLE);
            }
        };
    }

    /** Of the first of these names; it takes the others, too. */
    private static Backend known(ScriptedBackend backend, Traits traits, String... names) {
        Served model = new Served(names[0], List.of(names), OptionalInt.of(CONTEXT), Set.of());
        return Backends.up("b1", backend.url(), traits).with(new Profile(traits, Facts.NONE, List.of(model)));
    }
}
