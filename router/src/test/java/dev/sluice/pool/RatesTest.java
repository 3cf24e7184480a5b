package dev.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RatesTest {

    private static final OptionalDouble UNTOLD = OptionalDouble.empty();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Rates cpu = Rates.prior(Discipline.SEQUENTIAL, 0);
    private final Rates gpu = Rates.prior(Discipline.BATCHING, 0);

    @Test
    void whatTheEngineSaysOfItselfIsPreferred() {
        Measured seen = measured(100, 0, 50, SECOND, SECOND, OptionalDouble.of(1_000), OptionalDouble.of(20));
        Rates learnt = learn(cpu, seen, 0);
        assertThat(learnt.prefill().at(0)).isCloseTo(1_000, within(0.1));
        assertThat(learnt.decode().at(0)).isCloseTo(20, within(0.1));
    }

    @Test
    void elseTheGapsTellAndTheFirstTokenIsThePrompts() {
        Rates learnt =
                learn(cpu, measured(100, 0, 51, SECOND.multipliedBy(2), SECOND.multipliedBy(5), UNTOLD, UNTOLD), 0);
        assertThat(learnt.prefill().at(0)).isCloseTo(50, within(0.1));
        assertThat(learnt.decode().at(0)).isCloseTo(10, within(0.1));
    }

    @Test
    void whatWasCachedWasNotRead() {
        Rates learnt = learn(cpu, measured(100, 80, 51, SECOND, SECOND, UNTOLD, UNTOLD), 0);
        assertThat(learnt.prefill().at(0)).isCloseTo(20, within(0.1));
        Rates allCached = learn(cpu, measured(100, 97, 51, SECOND, SECOND, UNTOLD, UNTOLD), 0);
        assertThat(allCached.prefill()).as("three tokens tell nothing").isEqualTo(cpu.prefill());
    }

    @Test
    void anAnswerInOnePieceTellsOnlyHowItWasWritten() {
        Rates learnt = learn(cpu, measured(100, 0, 50, SECOND.multipliedBy(5), Duration.ZERO, UNTOLD, UNTOLD), 0);
        assertThat(learnt.prefill()).isEqualTo(cpu.prefill());
        assertThat(learnt.decode().at(0)).isCloseTo(10, within(0.1));
    }

    @Test
    void aVeryShortAnswerTellsNothing() {
        Rates learnt = cpu.learn(measured(100, 0, 7, SECOND, SECOND, UNTOLD, UNTOLD), 0, 0);
        assertThat(learnt.decode()).isEqualTo(cpu.decode());
    }

    @Test
    void whatIsNotKnownIsNotZero() {
        Measured nothing = new Measured(
                0, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), SECOND, SECOND, UNTOLD, UNTOLD);
        assertThat(cpu.learn(nothing, 0, 0)).isEqualTo(cpu);
    }

    @Test
    void timesAndRatesOfZeroTeachNothing() {
        Measured odd = measured(100, 0, 50, Duration.ZERO, Duration.ZERO, OptionalDouble.of(0), UNTOLD);
        Rates learnt = cpu.learn(odd, 0, 0);
        assertThat(learnt.prefill()).isEqualTo(cpu.prefill());
        assertThat(learnt.decode()).isEqualTo(cpu.decode());
    }

    @Test
    void theRateLearntIsThatOfOneAloneHoweverManyRanBesideIt() {
        double alone = 100;
        double slowed = alone / (1 + gpu.slowdown() * 20);
        Measured seen = measured(100, 0, 50, SECOND, SECOND, UNTOLD, OptionalDouble.of(slowed));
        assertThat(learn(gpu, seen, 20).decode().at(0)).isCloseTo(alone, within(0.1));
    }

    @Test
    void aRequestTakesItsPromptAndItsAnswer() {
        double nanos = cpu.predict(75, 2.5, 0, 0);
        assertThat(nanos).isCloseTo(2e9, within(1.0));
    }

    @Test
    void whoBatchesSlowsALittleWithEachOther() {
        assertThat(gpu.predict(0, 100, 10, 0)).isCloseTo(gpu.predict(0, 100, 0, 0) * 1.55, within(1.0));
    }

    @Test
    void tokensAreGuessedFromBytes() {
        assertThat(cpu.promptTokens(400, 0)).isEqualTo(100);
        Rates learnt = learn(cpu, measured(200, 0, 50, SECOND, SECOND, UNTOLD, UNTOLD), 0);
        assertThat(learnt.promptTokens(400, 0)).isCloseTo(200, within(0.1));
    }

    @Test
    void whereMemoryIsPromisedTheGuessIsRatherTooHigh() {
        assertThat(cpu.mostPromptTokens(400)).as("nothing seen: a token a byte").isEqualTo(400);
        Rates learnt = learn(cpu, measured(200, 0, 50, SECOND, SECOND, UNTOLD, UNTOLD), 0);
        assertThat(learnt.mostPromptTokens(400)).isBetween(250, 251);
    }

    private static Rates learn(Rates from, Measured seen, int others) {
        Rates rates = from;
        for (int i = 0; i < 100; i++) {
            rates = rates.learn(seen, others, 0);
        }
        return rates;
    }

    /** Of a request of 400 bytes. */
    private static Measured measured(
            int prompt,
            int cached,
            int output,
            Duration untilFirst,
            Duration generating,
            OptionalDouble prefill,
            OptionalDouble decode) {
        return new Measured(
                400,
                OptionalInt.of(prompt),
                OptionalInt.of(cached),
                OptionalInt.of(output),
                untilFirst,
                generating,
                prefill,
                decode);
    }
}
