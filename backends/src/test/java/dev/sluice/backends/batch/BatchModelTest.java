package dev.sluice.backends.batch;

import static dev.sluice.backends.batch.Timeline.job;
import static dev.sluice.backends.batch.Timeline.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.batch.Happening.Ended;
import dev.sluice.backends.batch.Happening.Preempted;
import dev.sluice.backends.batch.Happening.Read;
import dev.sluice.backends.batch.Happening.Said;
import dev.sluice.backends.batch.Happening.Started;
import dev.sluice.backends.batch.Happening.Why;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchModelTest {

    private static final long MS = 1_000_000;

    /** A prompt token takes 10 ms, a step at least 100 ms, and 20 ms more for each that speaks. */
    private static final Speed SPEED = new Speed(0, 100 * MS, 10 * MS, 20 * MS);

    private static final Kv ROOM = new Kv.Slots(1_000_000, false);
    private static final Machine TWO_SLOTS = new Machine(SPEED, 2, 64, ROOM);
    private static final Machine ONE_SLOT = new Machine(SPEED, 1, 64, ROOM);

    @Test
    void aPromptIsReadInBatchesAndTheFirstTokenComesWithTheLast() {
        Timeline line = new Timeline(ONE_SLOT).submit(0, job(1, 150, 3)).toTheEnd();
        assertThat(line.all(1, Read.class)).extracting(Read::tokens).containsExactly(64, 128, 150);
        assertThat(line.times(1, Read.class)).containsExactly(640L, 1280L, 1500L);
        assertThat(line.times(1, Said.class)).containsExactly(1500L, 1620L, 1740L);
        assertThat(line.end(1)).isEqualTo(new Ended(1, 1740 * MS, Why.SAID));
    }

    @Test
    void whoFindsNoSlotWaitsInOrderOfArrival() {
        Timeline line = new Timeline(ONE_SLOT)
                .submit(0, job(1, 5, 2), job(2, 5, 2), job(3, 5, 2))
                .toTheEnd();
        assertThat(line.times(1, Started.class)).containsExactly(0L);
        assertThat(line.times(2, Started.class)).containsExactly(220L);
        assertThat(line.times(3, Started.class)).containsExactly(440L);
    }

    @Test
    void eachThatSpeaksMakesTheStepLongerForAll() {
        Timeline line =
                new Timeline(TWO_SLOTS).submit(0, job(1, 1, 5), job(2, 1, 5)).toTheEnd();
        assertThat(line.times(1, Said.class)).containsExactly(100L, 220L, 360L, 500L, 640L);
        assertThat(line.times(2, Said.class)).containsExactly(220L, 360L, 500L, 640L, 760L);
    }

    @Test
    void aPromptIsReadBesideThoseThatSpeakAndSlowsThem() {
        Timeline line = new Timeline(TWO_SLOTS)
                .submit(0, job(1, 1, 4))
                .submit(150, job(2, 100, 1))
                .toTheEnd();
        assertThat(line.times(1, Said.class)).containsExactly(100L, 220L, 870L, 1260L);
        assertThat(line.all(2, Read.class)).extracting(Read::tokens).containsExactly(63, 100);
    }

    @Test
    void theOverheadComesBeforeTheQueue() {
        Machine slow = new Machine(new Speed(450 * MS, 100 * MS, 10 * MS, 20 * MS), 1, 64, ROOM);
        Timeline line = new Timeline(slow).submit(0, job(1, 1, 1)).toTheEnd();
        assertThat(line.times(1, Started.class)).containsExactly(450L);
        assertThat(line.times(1, Said.class)).containsExactly(550L);
    }

    @Test
    void aLateCallerLosesNoTime() {
        Timeline late = new Timeline(ONE_SLOT).submit(0, job(1, 1, 50)).until(1_000_000);
        assertThat(late.end(1).at()).isEqualTo((100 + 49 * 120) * MS);
    }

    @Test
    void aCancelTakesEffectWithTheStepUnderWay() {
        Timeline line = new Timeline(ONE_SLOT)
                .submit(0, job(1, 200, 9), job(2, 1, 1))
                .cancel(700, 1)
                .toTheEnd();
        assertThat(line.end(1)).isEqualTo(new Ended(1, 1280 * MS, Why.CANCELLED));
        assertThat(line.said(1)).isZero();
        assertThat(line.times(2, Started.class)).containsExactly(1280L);
    }

    @Test
    void whoWaitsIsCancelledAtOnce() {
        Timeline line = new Timeline(ONE_SLOT)
                .submit(0, job(1, 1, 9), job(2, 1, 1))
                .cancel(50, 2)
                .toTheEnd();
        assertThat(line.end(2)).isEqualTo(new Ended(2, 50 * MS, Why.CANCELLED));
        assertThat(line.times(2, Started.class)).isEmpty();
    }

    @Test
    void aSlotKeepsWhatItHasRead() {
        Job first = new Job(1, numbers(1, 50), numbers(1000, 10));
        Job goesOn = new Job(2, first.prompt().with(first.answer(), 10).with(numbers(7, 20), 20), numbers(1, 1));
        Timeline line = new Timeline(TWO_SLOTS)
                .submit(0, first)
                .toTheEnd()
                .submit(9_000, job(3, 40, 1))
                .toTheEnd()
                .submit(20_000, goesOn)
                .toTheEnd();
        Started again = line.all(2, Started.class).findFirst().orElseThrow();
        assertThat(again.cached())
                .as("all but the last token, which was said and never read")
                .isEqualTo(59);
        assertThat(again.slot())
                .isEqualTo(line.all(1, Started.class).findFirst().orElseThrow().slot());
        assertThat(line.all(3, Started.class).findFirst().orElseThrow().slot())
                .as("nothing alike: the slot that was used least recently")
                .isNotEqualTo(again.slot());
    }

    @Test
    void theLastTokenOfAPromptIsAlwaysRead() {
        Timeline line = new Timeline(ONE_SLOT)
                .submit(0, job(1, 10, 1))
                .toTheEnd()
                .submit(1000, new Job(2, job(1, 10, 1).prompt(), numbers(1, 1)))
                .toTheEnd();
        assertThat(line.all(2, Started.class)).extracting(Started::cached).containsExactly(9);
    }

    @Test
    void fullBlocksAreFoundByWhoeverBeginsAlike() {
        Machine blocks = new Machine(SPEED, 4, 64, new Kv.Blocks(1024, 16));
        Timeline line = new Timeline(blocks)
                .submit(0, job(1, 50, 1))
                .toTheEnd()
                .submit(2000, new Job(2, job(1, 50, 1).prompt(), numbers(1, 1)), job(3, 50, 1))
                .toTheEnd();
        assertThat(line.all(2, Started.class)).extracting(Started::cached).containsExactly(48);
        assertThat(line.all(3, Started.class)).extracting(Started::cached).containsExactly(0);
    }

    @Test
    void theLongestUnusedBlocksGoFirst() {
        Machine blocks = new Machine(SPEED, 4, 64, new Kv.Blocks(64, 16));
        Timeline line = new Timeline(blocks)
                .submit(0, job(1, 33, 1))
                .toTheEnd()
                .submit(2000, job(2, 33, 1))
                .toTheEnd()
                .submit(4000, new Job(3, job(2, 33, 1).prompt(), numbers(1, 1)))
                .toTheEnd()
                .submit(6000, new Job(4, job(1, 33, 1).prompt(), numbers(1, 1)))
                .toTheEnd();
        assertThat(line.all(3, Started.class)).extracting(Started::cached).containsExactly(32);
        assertThat(line.all(4, Started.class)).extracting(Started::cached).containsExactly(16);
    }

    @Test
    void theLastThatStartedMakesRoomAndLosesNothingOfItsAnswer() {
        Machine tight = new Machine(SPEED, 4, 64, new Kv.Blocks(64, 16));
        Timeline line =
                new Timeline(tight).submit(0, job(1, 20, 30), job(2, 20, 30)).toTheEnd();
        assertThat(line.all(2, Preempted.class)).hasSize(1);
        assertThat(line.all(1, Preempted.class)).isEmpty();
        assertThat(line.all(2, Said.class))
                .extracting(Said::position)
                .isEqualTo(IntStream.range(0, 30).boxed().toList());
        assertThat(line.end(2).why()).isEqualTo(Why.SAID);
        assertThat(line.model.occupancy().kv()).isZero();
    }

    @Test
    void whatCanNeverFitIsRefused() {
        Machine small = new Machine(SPEED, 4, 64, new Kv.Blocks(64, 16));
        Timeline line = new Timeline(small).submit(5, job(1, 60, 5)).toTheEnd();
        assertThat(line.happened).containsExactly(new Ended(1, 5 * MS, Why.EXHAUSTED));
    }

    @Test
    void whoWaitsBehindThoseThatFailTogetherGoesOn() {
        Machine pool = new Machine(SPEED, 2, 64, new Kv.Slots(64, true));
        Timeline line = new Timeline(pool)
                .submit(0, job(1, 10, 60), job(2, 10, 60), job(3, 10, 5))
                .toTheEnd();
        assertThat(line.end(1).why()).isEqualTo(Why.EXHAUSTED);
        assertThat(line.end(2).why()).isEqualTo(Why.EXHAUSTED);
        assertThat(line.end(3).why()).isEqualTo(Why.SAID);
    }

    @Test
    void aSlowerEngineTakesSoManyTimesAsLong() {
        Timeline line = new Timeline(ONE_SLOT);
        line.model.slowDown(3);
        line.submit(0, job(1, 1, 2)).toTheEnd();
        assertThat(line.times(1, Said.class)).containsExactly(300L, 660L);
    }

    @Test
    void itSaysWhatItIsBusyWith() {
        Timeline line =
                new Timeline(ONE_SLOT).submit(0, job(1, 4, 9), job(2, 1, 1)).until(250);
        assertThat(line.model.occupancy())
                .isEqualTo(new Occupancy(List.of(new Occupancy.Seated(1, 0, 4, 0, 4, 2)), 1, 5.0 / 1_000_000));
        assertThat(line.toTheEnd().model.occupancy()).isEqualTo(new Occupancy(List.of(), 0, 0));
    }

    @ParameterizedTest
    @MethodSource("memories")
    void whatIsForgottenIsReadAgain(Kv kv) {
        Timeline line = new Timeline(new Machine(SPEED, 1, 64, kv));
        line.submit(0, job(1, 50, 1)).toTheEnd();
        line.submit(10_000, new Job(2, numbers(100_000, 50), numbers(1, 1))).toTheEnd();
        line.model.forget();
        line.submit(20_000, new Job(3, numbers(100_000, 50), numbers(1, 1))).toTheEnd();
        assertThat(line.all(2, Started.class)).extracting(Started::cached).allMatch(cached -> cached > 0);
        assertThat(line.all(3, Started.class)).extracting(Started::cached).containsExactly(0);
    }

    static Stream<Kv> memories() {
        return Stream.of(new Kv.Slots(1_000, false, 1_000), new Kv.Blocks(1_024, 16));
    }
}
