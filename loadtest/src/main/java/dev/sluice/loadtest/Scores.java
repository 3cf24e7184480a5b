package dev.sluice.loadtest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** All figures of all rounds, by contender. */
final class Scores {

    private final Map<String, Map<Figure, List<Double>>> all = new LinkedHashMap<>();

    void add(String contender, Figure figure, double value) {
        all.computeIfAbsent(contender, name -> new EnumMap<>(Figure.class))
                .computeIfAbsent(figure, it -> new ArrayList<>())
                .add(value);
    }

    /** How many calls failed, all contenders together. */
    long failed() {
        return all.values().stream()
                .flatMap(figures -> figures.getOrDefault(Figure.FAILED, List.of()).stream())
                .mapToLong(Double::longValue)
                .sum();
    }

    /** Medians, and between brackets the smallest and the largest of the rounds, as a Markdown table. */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append(row("", List.copyOf(all.keySet())));
        table.append(row("---", Collections.nCopies(all.size(), "---")));
        for (Figure figure : Figure.values()) {
            table.append(row(
                    figure.title(),
                    all.values().stream()
                            .map(of -> cell(figure, of.getOrDefault(figure, List.of())))
                            .toList()));
        }
        return table.toString();
    }

    private static String row(String title, List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| " + title + " | ", " |\n"));
    }

    private static String cell(Figure figure, List<Double> values) {
        if (values.isEmpty()) {
            return "–";
        }
        List<Double> sorted = values.stream().sorted().toList();
        if (figure == Figure.FAILED) {
            return format(sorted.stream().mapToDouble(Double::doubleValue).sum());
        }
        String median = format(median(sorted));
        return sorted.size() == 1
                ? median
                : median + " (" + format(sorted.getFirst()) + "–" + format(sorted.getLast()) + ")";
    }

    private static double median(List<Double> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.2f" : "%.0f", value);
    }
}
