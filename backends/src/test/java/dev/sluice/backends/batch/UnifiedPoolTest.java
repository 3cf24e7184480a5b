package dev.sluice.backends.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.batch.Happening.Why;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four slots on one pool of 256 tokens, as llama.cpp's own tests have them (tests/unit/test_completion.py of
 * tools/server): who gets through.
 */
class UnifiedPoolTest {

    private static final Machine LLAMA_SERVER =
            new Machine(new Speed(0, 1_000_000, 1_000, 1_000), 4, 2048, new Kv.Slots(256, true));

    static List<Arguments> rows() {
        return List.of(
                Arguments.of(List.of(80, 40, 80, 80), List.of(true, true, true, true)),
                Arguments.of(List.of(70, 70, 70, 70), List.of(false, false, false, false)),
                Arguments.of(List.of(90, 90, 40, 90), List.of(false, false, true, false)),
                Arguments.of(List.of(90, 90, 40, 75), List.of(true, true, true, true)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whoGetsThrough(List<Integer> answers, List<Boolean> through) {
        Timeline line = new Timeline(LLAMA_SERVER);
        for (int id = 0; id < answers.size(); id++) {
            line.submit(0, new Job(id, Tokens.of(1, 42), Timeline.numbers(1, answers.get(id))));
        }
        line.toTheEnd();
        assertThat(IntStream.range(0, answers.size())
                        .mapToObj(id -> line.end(id).why() == Why.SAID))
                .isEqualTo(through);
    }
}
