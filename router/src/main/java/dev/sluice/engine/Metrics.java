package dev.sluice.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics in Prometheus' text format.
 *
 * @param lines of the answer; none if it was not good
 */
record Metrics(List<String> lines) {

    static final String PATH = "/metrics";

    private static final Pattern SAMPLE = Pattern.compile("([^\\s{]+)(\\{.*\\})?\\s+(\\S+)");

    /**
     * One value.
     *
     * @param labels as they are written, with their braces; empty if there are none
     * @param value not a number if that is what it says, or what it says is none
     */
    record Sample(String labels, double value) {

        Optional<String> label(String name) {
            Matcher label = Pattern.compile("[{,]" + name + "=\"([^\"]*)\"").matcher(labels);
            return label.find() ? Optional.of(label.group(1)) : Optional.empty();
        }

        /** A label that is a number; one that says {@code None} is unknown. */
        OptionalInt number(String name) {
            Optional<String> label = label(name).filter(text -> text.matches("\\d{1,9}"));
            return label.map(text -> OptionalInt.of(Integer.parseInt(text))).orElseGet(OptionalInt::empty);
        }
    }

    static Metrics in(Answer answer) {
        return new Metrics(answer.isGood() ? answer.body().lines().toList() : List.of());
    }

    /** All values of this name; none if it is absent, which is not the same as zero. */
    List<Sample> of(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(SAMPLE::matcher)
                .filter(sample -> sample.matches() && sample.group(1).equals(name))
                .map(sample -> new Sample(Optional.ofNullable(sample.group(2)).orElse(""), number(sample.group(3))))
                .toList();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
