package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Patience;
import dev.sluice.relay.Watchdog.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final long S = Duration.ofSeconds(1).toNanos();
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(40), Duration.ofSeconds(20), Duration.ofSeconds(1_000), Duration.ofSeconds(7));

    private final Watchdog watchdog = new Watchdog(PATIENCE, 0);

    @Test
    void beforeTheFirstEventItLooksThroughTheLongerSilence() {
        assertThat(looksUntil(50))
                .containsExactly(
                        "7 LISTENING",
                        "10 FIRST_MARK",
                        "14 LISTENING",
                        "21 LISTENING",
                        "28 LISTENING",
                        "35 LISTENING",
                        "40 LAST_MARK",
                        "42 LISTENING",
                        "49 LISTENING");
    }

    @Test
    void betweenEventsItLooksThroughTheShorterOne() {
        watchdog.heard(100 * S);
        assertThat(looksUntil(125))
                .containsExactly("105 FIRST_MARK", "107 LISTENING", "114 LISTENING", "120 LAST_MARK", "121 LISTENING");
    }

    @Test
    void whateverComesBeginsTheSilenceAnew() {
        for (int second = 1; second < 500; second++) {
            watchdog.heard(second * S);
            assertThat(watchdog.look(second * S)).isEqualTo(Look.NOTHING);
        }
    }

    @Test
    void progressExtendsTheSilenceAndTheLastMarkIsTheFirstOfTheNext() {
        watchdog.heard(0);
        assertThat(looksUntil(20)).endsWith("20 LAST_MARK");
        watchdog.progressed(21 * S);
        assertThat(looksUntil(42)).containsExactly("28 LISTENING", "35 LISTENING", "41 LAST_MARK", "42 LISTENING");
    }

    @Test
    void aFirstMarkThatComesLatePutsTheLastOneOff() {
        watchdog.heard(0);
        assertThat(watchdog.look(19 * S)).isEqualTo(Look.FIRST_MARK);
        assertThat(looksUntil(30)).contains("29 LAST_MARK").doesNotContain("20 LAST_MARK");
    }

    @Test
    void whileWeDoNotReadSilenceMeansNothing() {
        watchdog.heard(0);
        watchdog.pause();
        assertThat(looksUntil(900)).isEmpty();
        watchdog.resume(900 * S);
        assertThat(looksUntil(906)).containsExactly("905 FIRST_MARK");
    }

    @Test
    void whatWeDoOurselvesIsNotHeard() {
        watchdog.pause();
        watchdog.resume(S);
        watchdog.progressed(2 * S);
        assertThat(watchdog.lastHeard()).isEmpty();
        watchdog.heard(3 * S);
        watchdog.resume(4 * S);
        assertThat(watchdog.lastHeard()).hasValue(3 * S);
    }

    @Test
    void nothingExtendsTheTotal() {
        watchdog.heard(999 * S);
        assertThat(watchdog.look(1_000 * S)).isEqualTo(Look.TOTAL);
        watchdog.pause();
        assertThat(watchdog.due()).isEqualTo(1_000 * S);
        assertThat(watchdog.look(1_000 * S)).isEqualTo(Look.TOTAL);
    }

    /** What it asks for, and at which second, if it is asked whenever it wants to be. */
    private List<String> looksUntil(long second) {
        List<String> looks = new ArrayList<>();
        for (long due = watchdog.due(); due <= second * S; due = watchdog.due()) {
            Look look = watchdog.look(due);
            assertThat(look).as("due at %d", due / S).isNotEqualTo(Look.NOTHING);
            looks.add(due / S + " " + look);
        }
        return looks;
    }
}
