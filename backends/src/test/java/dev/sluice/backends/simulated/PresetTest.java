package dev.sluice.backends.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.sluice.backends.batch.BatchModel;
import dev.sluice.backends.batch.Happening;
import dev.sluice.backends.batch.Job;
import dev.sluice.backends.batch.Kv;
import dev.sluice.backends.batch.Machine;
import dev.sluice.backends.batch.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The presets do what they say, in virtual time. */
class PresetTest {

    private static final double SECOND = 1e9;

    @Test
    void theCpuBoxReadsSeventyFiveTokensASecondAndSaysTwoAndAHalf() {
        Machine machine = new Machine(Preset.TINYLLAMA_CPU.speed(), 1, 512, new Kv.Slots(4096, false));
        List<Long> said = said(machine, 1, 750, 100);
        double first = said.getFirst() / SECOND;
        double rest = (said.getLast() - said.getFirst()) / SECOND;
        assertThat(750 / first).isCloseTo(75, withPercentage(10));
        assertThat(99 / rest).isCloseTo(2.5, withPercentage(10));
    }

    @Test
    void theGpuSaysItsFirstTokenAfterAHalfToEightTenthsOfASecond() {
        List<Long> said = said(gpu(64), 1, 512, 128);
        assertThat(said.getFirst() / SECOND).isCloseTo(0.56, withPercentage(10));
    }

    @Test
    void theGpuServesSixToSevenRequestsASecond() {
        int requests = 500;
        List<Long> said = said(gpu(64), requests, 512, 128);
        assertThat(requests / (said.getLast() / SECOND)).isCloseTo(6.5, withPercentage(10));
    }

    @Test
    void aFactorShortensAllTimes() {
        Preset fast = Preset.TINYLLAMA_CPU.times(10);
        assertThat(fast.load()).hasMillis(4_500);
        assertThat(fast.speed().step(0, 1))
                .isEqualTo(Preset.TINYLLAMA_CPU.speed().step(0, 1) / 10);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNamesThatThereAre() {
        assertThatThrownBy(() -> Preset.named("h100"))
                .hasMessage("'h100' is not a preset; there are: tinyllama-cpu, 7b-gpu, instant");
    }

    private static Machine gpu(int sequences) {
        return new Machine(Preset.GPU_7B.speed(), sequences, 2048, new Kv.Blocks(524_288, 16));
    }

    /** When each token was said, of so many requests that come at once. */
    private static List<Long> said(Machine machine, int requests, int prompt, int answer) {
        BatchModel model = new BatchModel(machine);
        List<Happening> happened = new ArrayList<>();
        for (int id = 0; id < requests; id++) {
            happened.addAll(model.submit(new Job(id, numbers(id, prompt), numbers(0, answer)), 0));
        }
        for (OptionalLong next = model.next(); next.isPresent(); next = model.next()) {
            happened.addAll(model.advance(next.getAsLong()));
        }
        return happened.stream()
                .filter(Happening.Said.class::isInstance)
                .map(Happening::at)
                .toList();
    }

    private static Tokens numbers(int seed, int count) {
        return Tokens.of(IntStream.range(0, count).map(i -> seed * 100_000 + i).toArray());
    }
}
