package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of a scene in a window. */
class ViewTest {

    private static final Scene.Row RUNS = new Scene.Row(
            "b1", "llama.cpp", "127.0.0.1:40001", Health.UP, 1, 1, 0, Optional.of(Duration.ofMillis(2_340)), 12);
    private static final Scene.Row DEAD =
            new Scene.Row("b2", "llama.cpp", "127.0.0.1:40002", Health.DOWN, 0, 1, 1, Optional.empty(), 3);
    private static final Scene.Row IDLE =
            new Scene.Row("b3", "vLLM", "127.0.0.1:40003", Health.UP, 0, 4, 0, Optional.empty(), 120);

    private static final BurstCount BURST = BurstCount.of(24)
            .withFirstToken(Duration.ofMillis(300))
            .withFirstToken(Duration.ofMillis(100))
            .withFirstToken(Duration.ofMillis(83_000))
            .withComplete()
            .withFailed("The backend b2 broke.");

    private static final Scene QUIET =
            new Scene("http://127.0.0.1:8080", List.of(RUNS, DEAD, IDLE), 0, Optional.empty(), Optional.empty());
    private static final Scene BUSY =
            new Scene(QUIET.address(), QUIET.backends(), 17, Optional.of(Duration.ofMillis(1_200)), Optional.of(BURST));

    private final View view = new View(Load.USUAL);

    @Test
    void anOrdinaryWindowShowsAllOfIt() {
        assertThat(texts(BUSY, List.of("12:00:00 INFO a line of the log"), 80, 24))
                .containsExactly("""
                Sluice  http://127.0.0.1:8080

                        health    slots  settling    oldest  served  engine     address
                b1      up          1/1         -     2.3 s      12  llama.cpp  127.0.0.1:40001
                b2      down        0/1         1         -       3  llama.cpp  127.0.0.1:40002
                b3      up          0/4         -         -     120  vLLM       127.0.0.1:40003

                queue   17 wait, the first for 1.2 s

                burst   24 sent, 3 begun, 1 complete, 1 failed
                        first token after 0.3 s (median), 1:23 min (longest)
                        The backend b2 broke.

                try     curl -N http://127.0.0.1:8080/v1/chat/completions \\
                          -H 'Content-Type: application/json' \\
                          -d '{"messages":[{"role":"user","content":"Count!"}],"stream":true}'

                12:00:00 INFO a line of the log





                1-3 kill/revive   b burst of 24   q quit""".split("\n"));
    }

    @Test
    void beforeTheFirstBurstNobodyWaits() {
        assertThat(texts(QUIET, List.of(), 80, 24)).contains("queue   nobody waits", "burst   none yet");
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "80, 16", "80, 12", "60, 10", "40, 5", "20, 3", "5, 2", "1, 1", "200, 60"})
    void aWindowIsNeverLeft(int width, int height) {
        List<String> log = Collections.nCopies(50, "a line of the log that is wider than most of the windows are");
        List<AttributedString> lines = view.lines(BUSY, log, width, height);
        assertThat(lines).hasSize(height);
        assertThat(lines).allMatch(line -> line.columnLength() < width);
        assertThat(lines.getLast().toString()).startsWith("1-3 kill/revive".substring(0, Math.min(width - 1, 15)));
    }

    @Test
    void whatIsMissedFirstInALowWindowIsTheGaps() {
        assertThat(texts(BUSY, List.of("log"), 80, 13))
                .doesNotContain("", "log")
                .contains("Sluice  " + BUSY.address());
    }

    @Test
    void theBackendsAreMissedLast() {
        List<List<String>> shrinking = new ArrayList<>();
        for (int height = 24; height >= 5; height--) {
            shrinking.add(texts(BUSY, List.of(), 80, height));
        }
        assertThat(shrinking).allMatch(lines -> lines.stream().anyMatch(line -> line.startsWith("b3")));
        assertThat(shrinking.getLast()).noneMatch(line -> line.startsWith("queue"));
    }

    @Test
    void theCommandToTryIsWholeOrNotThere() {
        for (int height = 1; height <= 24; height++) {
            long lines = texts(BUSY, List.of(), 80, height).stream()
                    .filter(line -> line.contains("curl -N") || line.contains(" -H ") || line.contains(" -d "))
                    .count();
            assertThat(lines).isIn(0L, 3L);
        }
    }

    @Test
    void theNewestLinesOfTheLogGetTheRoomThatIsLeft() {
        assertThat(texts(QUIET, List.of("1", "2", "3", "4", "5", "6", "7", "8", "9"), 80, 24))
                .contains("8", "9")
                .doesNotContain("1", "2");
    }

    @Test
    void aLongErrorIsBrokenBetweenWords() {
        Scene scene = new Scene(
                QUIET.address(),
                QUIET.backends(),
                0,
                Optional.empty(),
                Optional.of(BurstCount.of(1).withFailed("one two three four five six")));
        assertThat(texts(scene, List.of(), 24, 24)).contains("        one two three", "        four five six");
    }

    @Test
    void nothingFromOutsideMovesTheCursor() {
        Scene scene = new Scene(
                QUIET.address(),
                QUIET.backends(),
                0,
                Optional.empty(),
                Optional.of(BurstCount.of(1).withFailed("a\u001b[2Jb\nc")));
        assertThat(texts(scene, List.of("tab\there"), 80, 24)).contains("        a [2Jb c", "tab here");
    }

    private List<String> texts(Scene scene, List<String> log, int width, int height) {
        return view.lines(scene, log, width, height).stream()
                .map(AttributedString::toString)
                .map(String::stripTrailing)
                .toList();
    }
}
