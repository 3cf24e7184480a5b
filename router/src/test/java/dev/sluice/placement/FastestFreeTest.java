package dev.sluice.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.BackendId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FastestFreeTest {

    @Test
    void nobodyFreeIsNoChoice() {
        assertThat(FastestFree.choose(List.of())).isEmpty();
    }

    @Test
    void theFastestWins() {
        assertThat(choice(candidate("slow", 60_000, 0, 1), candidate("fast", 1_000, 63, 64)))
                .isEqualTo("fast");
    }

    @Test
    void amongEqualsTheEmptiestWins() {
        assertThat(choice(candidate("a", 1_000, 30, 64), candidate("b", 1_010, 10, 64)))
                .isEqualTo("b");
    }

    @Test
    void amongEquallyEmptyTheFirstWins() {
        assertThat(choice(candidate("a", 1_000, 0, 1), candidate("b", 1_000, 0, 1)))
                .isEqualTo("a");
    }

    private static String choice(Candidate... candidates) {
        return FastestFree.choose(List.of(candidates)).orElseThrow().backend().value();
    }

    private static Candidate candidate(String name, long millis, int occupied, int slots) {
        return new Candidate(new BackendId(name), millis * 1e6, occupied, slots);
    }
}
