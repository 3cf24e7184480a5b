package dev.sluice.backends.parity;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an engine tells Prometheus, without the values, which depend on all that it has done before. */
final class Metrics {

    private static final String BEGIN = "\n\n# HELP ";

    /** Of the language that the engine is written in and of its web framework: they tell nothing of the engine. */
    private static final Pattern FOREIGN = Pattern.compile("(# (HELP|TYPE) )?(python|process|http)_.*");

    private static final Pattern SAMPLE = Pattern.compile("[a-z0-9_:]+(\\{.*})? \\S+");
    private static final Pattern LABEL_VALUE = Pattern.compile("=\"[^\"]*\"");

    private Metrics() {}

    /**
     * An answer with metrics: of each the description, the type, and its samples' names with the names of their labels,
     * every one once. Any other answer as it is.
     */
    static String outline(String answer) {
        int begin = answer.indexOf(BEGIN);
        return begin < 0 ? answer : answer.substring(0, begin + 2) + outlined(answer.substring(begin + 2));
    }

    private static String outlined(String metrics) {
        return metrics.lines()
                .filter(line -> !FOREIGN.matcher(line).matches())
                .map(Metrics::withoutValues)
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private static String withoutValues(String line) {
        if (!SAMPLE.matcher(line).matches()) {
            return line;
        }
        String sample = line.substring(0, line.lastIndexOf(' '));
        return LABEL_VALUE.matcher(sample).replaceAll("") + " <value>";
    }
}
