package dev.sluice.loadtest.gatling;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The figures of the one simulation that this process runs: the rows of its report that are worth a table. */
final class Figures {

    private static final List<String> TIMED = List.of(Row.TTFT, Row.GAP, Row.FINISH, Row.QUEUE);
    private static final int DIGITS = 3;

    private static final Map<String, Histogram> TIMES = new ConcurrentHashMap<>();
    private static final Map<String, LongAdder> COUNTS = new ConcurrentHashMap<>();
    private static final LongAdder FAILED = new LongAdder();

    /** The times of what begins earlier are those of JVMs that warm up: they are in the report, and not here. */
    private static final long BEGIN = Rows.now() + Plan.WARM_UP.toMillis();

    private Figures() {}

    static void add(Row row) {
        if (row.failure().isPresent()) {
            FAILED.increment();
            return;
        }
        COUNTS.computeIfAbsent(row.name(), name -> new LongAdder()).increment();
        if (row.begin() >= BEGIN) {
            TIMES.computeIfAbsent(row.name(), name -> new ConcurrentHistogram(DIGITS))
                    .recordValue(Math.max(0, row.end() - row.begin()));
        }
    }

    /** The head of the Markdown table to which {@link #row} belongs. */
    static String head() {
        List<String> titles = List.of(
                "simulation",
                "finished",
                "refused",
                "error events",
                "stopped",
                "failed",
                "TTFT p50 / p95 / p99",
                "gap p50 / p95 / p99",
                "finish p50 / p95 / p99",
                "queue wait p50 / p95 / p99");
        return line(titles) + "\n" + line(Collections.nCopies(titles.size(), "---"));
    }

    /** All that was added, as one row of it; times are in milliseconds. */
    static String row(String simulation) {
        String counts = List.of(Row.FINISH, Row.REFUSED, Row.ERROR, Row.STOPPED).stream()
                .map(name -> String.valueOf(count(name)))
                .collect(Collectors.joining(" | "));
        String times = TIMED.stream().map(Figures::times).collect(Collectors.joining(" | "));
        return line(List.of(simulation, counts, String.valueOf(FAILED.sum()), times));
    }

    private static long count(String name) {
        LongAdder count = COUNTS.get(name);
        return count == null ? 0 : count.sum();
    }

    private static String times(String name) {
        Histogram histogram = TIMES.get(name);
        return histogram == null
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%d / %d / %d",
                        histogram.getValueAtPercentile(50),
                        histogram.getValueAtPercentile(95),
                        histogram.getValueAtPercentile(99));
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
