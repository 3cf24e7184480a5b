package dev.sluice.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.admission.Outcome;
import dev.sluice.admission.Rejection;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Health;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** One line for each account, whatever is in it. */
class AccessLogTest {

    private static final String FORGED = "id\"\nending=complete\r\u2028{\"status\":200}\u0000 = \\";

    @Test
    void aLineOfKeysAndValues() {
        assertThat(LineFormat.LOGFMT.line(AccessLine.fields(account("abc", "count ing"))))
                .isEqualTo("time=2026-11-22T05:00:00Z id=abc route=/v1/chat/completions model=\"count ing\" stream=true"
                        + " status=200 ending=truncated error_type=backend_truncated backend=b1 attempts=2 queue_ms=1.5"
                        + " ttft_ms=20.25 total_ms=3000.0 tokens_in=7 tokens_out=9 events=9 gap_max_ms=30.0"
                        + " gap_mean_ms=2.0 bytes_in=100 bytes_out=1000");
    }

    @Test
    void aLineOfJson() throws Exception {
        JsonNode line = new ObjectMapper().readTree(LineFormat.JSON.line(AccessLine.fields(account("abc", FORGED))));
        assertThat(line.path("model").textValue()).isEqualTo(FORGED);
        assertThat(line.path("ttft_ms").doubleValue()).isEqualTo(20.25);
        assertThat(line.path("stream").isBoolean()).isTrue();
        assertThat(line.path("status").intValue()).isEqualTo(200);
    }

    @Test
    void nothingForgesALineOrAField() {
        for (LineFormat format : LineFormat.values()) {
            String line = format.line(AccessLine.fields(account(FORGED, FORGED)));
            assertThat(line).matches("[ -~]*");
        }
        assertThat(LineFormat.LOGFMT.line(AccessLine.fields(account("a=b", ""))))
                .contains(" id=\"a=b\" ", " model=\"\" ");
    }

    @Test
    void everyFieldIsInTheDocumentation() throws Exception {
        String table = Files.readString(Path.of("..", "docs", "metrics.md"));
        AccessLine.fields(account("abc", "counting"))
                .keySet()
                .forEach(field -> assertThat(table).contains("\n| `" + field + "` |"));
    }

    @Test
    void everyWordOfAClosedSetIsInTheDocumentation() throws Exception {
        String text = Files.readString(Path.of("..", "docs", "metrics.md"));
        List<Class<? extends Enum<?>>> sets =
                List.of(ErrorType.class, Ended.class, Outcome.class, Rejection.class, Health.class);
        for (Class<? extends Enum<?>> set : sets) {
            for (Enum<?> word : set.getEnumConstants()) {
                assertThat(text).contains("`" + Words.of(word) + "`");
            }
        }
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        Account refused = new Account(
                Instant.parse("2026-11-22T05:00:00.123456Z"),
                "abc",
                Account.ELSEWHERE,
                Optional.empty(),
                false,
                Optional.empty(),
                0,
                Duration.ZERO,
                Optional.empty(),
                Duration.ofMillis(1),
                Duration.ZERO,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Account.Pace.NONE,
                ErrorType.CALLER_NOT_FOUND,
                404,
                0,
                10);
        assertThat(LineFormat.LOGFMT.line(AccessLine.fields(refused)))
                .isEqualTo("time=2026-11-22T05:00:00.123Z id=abc route=other stream=false status=404 ending=refused"
                        + " error_type=caller_not_found attempts=0 queue_ms=0.0 total_ms=1.0 bytes_in=0 bytes_out=10");
    }

    @Test
    void whatCannotBeWrittenInTimeIsLeftOutAndCounted() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AccessJournal journal = new AccessJournal(
                LineFormat.LOGFMT,
                line -> {
                    stuck.countDown();
                    awaitUninterrupted(release);
                    lines.add(line);
                },
                2);
        journal.accept(account("1", "counting"));
        stuck.await();
        for (int i = 2; i <= 5; i++) {
            journal.accept(account(String.valueOf(i), "counting"));
        }
        assertThat(journal.dropped()).isEqualTo(2);
        release.countDown();
        journal.close();
        assertThat(lines).hasSize(3).allMatch(line -> line.matches(".* id=[123] .*"));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Account account(String id, String model) {
        return new Account(
                Instant.parse("2026-11-22T05:00:00Z"),
                id,
                "/v1/chat/completions",
                Optional.of(model),
                true,
                Optional.of(new BackendId("b1")),
                2,
                Duration.ofNanos(1_500_000),
                Optional.of(Duration.ofNanos(20_250_000)),
                Duration.ofSeconds(3),
                Duration.ZERO,
                OptionalInt.of(7),
                OptionalInt.of(9),
                new Account.Pace(9, Duration.ofMillis(30), Duration.ofMillis(2)),
                ErrorType.BACKEND_TRUNCATED,
                200,
                100,
                1000);
    }
}
