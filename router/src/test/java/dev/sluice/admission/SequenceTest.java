package dev.sluice.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceTest {

    /** llama-server's own test of its unified memory: four slots on 256 tokens. Only the first and the last row fit. */
    @ParameterizedTest
    @CsvSource({"80, 40, 80, 80, 240", "70, 70, 70, 70, 280", "90, 90, 40, 90, 270", "90, 90, 40, 75, 225"})
    void thePeakIsWhatTheServerHoldsAtMost(int first, int second, int third, int fourth, int peak) {
        List<Sequence> running = of(0, first, second, third, fourth);
        assertThat(Sequence.peak(running)).isEqualTo(peak);
        assertThat(Sequence.fit(running, 256)).isEqualTo(peak < 256);
    }

    @Test
    void someIsLeftFree() {
        assertThat(Sequence.fit(of(0, 95), 100)).isTrue();
        assertThat(Sequence.fit(of(0, 96), 100)).isFalse();
    }

    @Test
    void aPromptIsHeldFromTheStart() {
        assertThat(Sequence.peak(of(50, 10, 20))).isEqualTo(2 * 60);
    }

    @Test
    void eachAnswerOfARequestHoldsItsOwn() {
        assertThat(Sequence.peak(List.of(new Sequence(10, 20, 0, 3)))).isEqualTo(90);
    }

    /** Of two that end together the peak is their sum; of one that is nearly done the rest is little. */
    @Test
    void whatIsWrittenAlreadyIsHeldAndEndsSooner() {
        Sequence nearlyDone = new Sequence(0, 100, 0, 1).grown(90);
        Sequence begins = new Sequence(0, 100, 0, 1);
        assertThat(Sequence.peak(List.of(nearlyDone, begins))).isEqualTo(100 + 10);
    }

    @Test
    void whoHasWrittenMoreThanItMayIsHeldAsItIs() {
        assertThat(Sequence.peak(List.of(new Sequence(10, 20, 0, 1).grown(25)))).isEqualTo(35);
    }

    @Test
    void nothingHoldsNothing() {
        assertThat(Sequence.peak(List.of())).isZero();
    }

    private static List<Sequence> of(int prompt, int... most) {
        return Arrays.stream(most).mapToObj(m -> new Sequence(prompt, m, 0, 1)).toList();
    }
}
