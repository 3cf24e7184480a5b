package dev.sluice.admission;

import static dev.sluice.admission.Timeline.backend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.Lease.Reports;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Settling;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Four slots on one memory of 256 tokens. */
class MemoryTest {

    private final Timeline time = new Timeline(10);
    private final Backend sharing = sharing("a");

    /** The oracle's rows: the server serves the first and the last whole, so that all four may run together. */
    @ParameterizedTest
    @CsvSource({"80, 40, 80, 80, true", "70, 70, 70, 70, false", "90, 90, 40, 90, false", "90, 90, 40, 75, true"})
    void whatTheServerCanHoldRunsTogether(int first, int second, int third, int fourth, boolean together) {
        time.see(sharing);
        List<Ticket> all = Arrays.asList(upTo(first), upTo(second), upTo(third), upTo(fourth));
        assertThat(all.stream().allMatch(time::granted)).isEqualTo(together);
        assertThat(time.granted(all.get(2))).isTrue();
    }

    @Test
    void whoDoesNotFitWaitsUntilAnotherIsDone() {
        time.see(sharing);
        Ticket first = upTo(200);
        Ticket second = upTo(200);
        assertThat(time.granted(second)).isFalse();
        time.end(first, Outcome.COMPLETE);
        assertThat(time.granted(second)).isTrue();
    }

    @Test
    void orUntilItHasWrittenEnough() {
        time.see(sharing);
        Ticket first = upTo(130);
        Ticket second = upTo(130);
        assertThat(time.lease(first).reports()).isEqualTo(Reports.GROWTH);
        assertThat(time.granted(second)).isFalse();
        time.send(new Event.Grown(time.lease(first).epoch(), 10));
        assertThat(time.granted(second)).as("130 and 120 tokens at once").isFalse();
        time.send(new Event.Grown(time.lease(first).epoch(), 50));
        assertThat(time.granted(second)).as("130 and 80 tokens at once").isTrue();
    }

    @Test
    void whoSetsNoLimitMayTakeItAllSoItRunsAlone() {
        time.see(sharing);
        Ticket unlimited = time.offer(Timeline.wide(1));
        Ticket small = upTo(1);
        assertThat(time.granted(unlimited)).isTrue();
        assertThat(time.granted(small)).isFalse();
    }

    @Test
    void whoIsTooLargeForTheMarginStillRunsAlone() {
        time.see(sharing);
        assertThat(time.granted(upTo(256))).isTrue();
    }

    @Test
    void aPromptCountsByItsBytesUntilItIsCounted() {
        time.see(sharing);
        upTo(150);
        Ticket counted = time.offer(new Needs(Set.of(), 1, 240, OptionalInt.of(10)));
        assertThat(time.granted(counted)).isFalse();
        time.send(new Event.Counted(counted.id(), 50));
        assertThat(time.granted(counted)).isTrue();
    }

    @Test
    void allAnswersOfARequestCount() {
        time.see(sharing);
        upTo(100);
        Ticket two = time.offer(new Needs(Set.of(), 2, 0, OptionalInt.of(90)));
        assertThat(time.granted(two)).isFalse();
    }

    @Test
    void theFirstThatDoesNotFitIsNotStarvedBySmallerOnes() {
        time.see(sharing);
        Ticket first = upTo(100);
        Ticket large = upTo(250);
        Ticket small = upTo(10);
        assertThat(time.granted(large) || time.granted(small)).isFalse();
        time.end(first, Outcome.COMPLETE);
        assertThat(time.granted(large)).isTrue();
    }

    @Test
    void aSmallerOneGoesWhereNothingIsKept() {
        time.see(sharing);
        time.see(sharing("b"));
        upTo(100);
        upTo(100);
        Ticket large = upTo(250);
        Ticket small = upTo(10);
        assertThat(time.granted(large)).isFalse();
        assertThat(time.granted(small)).isTrue();
    }

    @Test
    void aCutAnswerHoldsItsMemoryUntilItHasSettled() {
        time.see(sharing);
        Ticket cut = upTo(200);
        time.end(cut, Outcome.CUT);
        Ticket next = upTo(200);
        assertThat(time.granted(next)).isFalse();
        time.idle(sharing);
        assertThat(time.granted(next)).isTrue();
    }

    private static Backend sharing(String name) {
        Settling shown = new Settling.Shown(Duration.ofSeconds(5));
        return backend(name, Timeline.traits(1, Discipline.SEQUENTIAL, shown).sharing(4, 256));
    }

    private Ticket upTo(int tokens) {
        return time.offer(new Needs(Set.of(), 1, 0, OptionalInt.of(tokens)));
    }
}
