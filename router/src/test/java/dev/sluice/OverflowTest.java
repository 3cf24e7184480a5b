package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Limits;
import dev.sluice.fixture.RunningRouter;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A prompt that is too long for one backend is tried once where there may be more room. */
class OverflowTest {

    private static final String LLAMA =
            "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context"
                    + " size, try increasing it\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":5000,\"n_ctx\":4096}}";

    private final AtomicInteger asked = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(
            strings = {
                LLAMA,
                "{\"error\":{\"message\":\"This model's maximum context length is 2048 tokens. However, your prompt"
                        + " contains at least 2049 input tokens.\",\"type\":\"BadRequestError\",\"param\":\"input_tokens\"}}",
                "{\"error\":\"the input length exceeds the context length\"}",
                "{\"error\":\"`inputs` tokens + `max_new_tokens` must be <= 2048. Given: 3000 `inputs` tokens and 20"
                        + " `max_new_tokens`\",\"error_type\":\"validation\"}"
            })
    void itIsServedWhereThereIsMoreRoom(String refusal) throws Exception {
        Script first = call -> call.answer(400, refusal);
        try (var a = new ScriptedBackend(inTurn(first, counts(3)));
                var b = new ScriptedBackend(inTurn(first, counts(3)));
                var router = RunningRouter.inFrontOf(a, b)) {
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void nobodyIsAskedAThirdTimeAndTheLastRefusalIsTheClientsToRead() throws Exception {
        Script overflow =
                call -> call.answer(400, LLAMA.replace("5000", String.valueOf(5000 + asked.incrementAndGet())));
        try (var a = new ScriptedBackend(overflow);
                var b = new ScriptedBackend(overflow);
                var c = new ScriptedBackend(overflow);
                var router = RunningRouter.inFrontOf(a, b, c)) {
            HttpResponse<String> answer = router.chat(ASK_STREAM);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(LLAMA.replace("5000", "5002"));
            assertThat(asked).hasValue(2);
        }
    }

    /** A 500 when it was new: the request's own fault all the same. */
    @Test
    void whatWasA500OnceIsA400() throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(500, LLAMA));
                var router = RunningRouter.inFrontOf(backend)) {
            HttpResponse<String> answer = router.chat(ASK_STREAM);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(LLAMA);
        }
    }

    @Test
    void itIsNoFailureThatCountsAsOne() throws Exception {
        Script overflow = call -> call.answer(400, LLAMA);
        Script failure = Call::reset;
        Script inTurn = inTurn(overflow, failure, failure, counts(3));
        try (var a = new ScriptedBackend(inTurn);
                var b = new ScriptedBackend(inTurn);
                var c = new ScriptedBackend(inTurn);
                var d = new ScriptedBackend(inTurn);
                var router = RunningRouter.inFrontOf(Limits.DEFAULT, a, b, c, d)) {
            assertThat(router.chat(ASK_STREAM).body()).isEqualTo(counting(3));
            assertThat(asked).hasValue(4);
        }
    }

    /** Whichever backend is asked first follows the first of these, and so on. */
    private Script inTurn(Script... scripts) {
        return call -> List.of(scripts).get(asked.getAndIncrement()).answer(call);
    }
}
