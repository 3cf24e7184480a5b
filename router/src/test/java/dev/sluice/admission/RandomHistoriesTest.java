package dev.sluice.admission;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories; after each step the promises must hold. The seed of the one that fails is in the test's name. */
class RandomHistoriesTest {

    private static final int STEPS = 700;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    /** Other ones in each run. */
    static LongStream freshSeeds() {
        return new Random().longs(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void promisesHoldAfterEveryStep(long seed) {
        play(History.ofEverything(seed));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoNeedsOneSlotAndNoMemoryNeverWaitsForNothing(long seed) {
        play(History.ofOneSlotRequests(seed));
    }

    @ParameterizedTest(name = "seed {0}L")
    @MethodSource("freshSeeds")
    void promisesHoldInNewHistoriesAsWell(long seed) {
        play(History.ofEverything(seed));
        play(History.ofOneSlotRequests(seed));
    }

    private static void play(History history) {
        for (int step = 0; step < STEPS; step++) {
            history.step();
        }
        history.finish();
    }
}
