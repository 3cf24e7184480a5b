package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingsTest {

    private final List<String> ended = new ArrayList<>();
    private final Endings endings = new Endings();

    @Test
    void theNewestIsEndedFirstAndEachOnce() {
        endings.add(() -> ended.add("first"));
        endings.add(() -> ended.add("second"));
        endings.end();
        endings.end();
        assertThat(ended).containsExactly("second", "first");
    }

    @Test
    void whatBeginsAfterTheEndIsEndedAtOnce() {
        endings.end();
        endings.add(() -> ended.add("late"));
        assertThat(ended).containsExactly("late");
    }

    @Test
    void oneThatFailsKeepsNoOther() {
        endings.add(() -> ended.add("first"));
        endings.add(() -> {
            throw new IllegalStateException("on purpose");
        });
        endings.end();
        assertThat(ended).containsExactly("first");
    }
}
