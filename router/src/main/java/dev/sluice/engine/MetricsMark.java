package dev.sluice.engine;

import java.util.List;
import java.util.Optional;

/**
 * Metrics in Prometheus' text format that move when the engine works, and only then.
 *
 * @param names of the metrics, all of which must be there
 */
record MetricsMark(List<String> names) implements ProgressSign {

    MetricsMark {
        names = List.copyOf(names);
    }

    static MetricsMark of(String... names) {
        return new MetricsMark(List.of(names));
    }

    @Override
    public String path() {
        return Metrics.PATH;
    }

    /** The samples as they are, in an order of their own: several engines behind one address come in any. */
    @Override
    public Optional<String> mark(int status, String body) {
        List<String> samples = body.lines().filter(this::counts).sorted().toList();
        boolean all = names.stream().allMatch(name -> samples.stream().anyMatch(sample -> isOf(name, sample)));
        return status == 200 && all ? Optional.of(String.join("\n", samples)) : Optional.empty();
    }

    private boolean counts(String line) {
        return names.stream().anyMatch(name -> isOf(name, line));
    }

    private static boolean isOf(String name, String line) {
        return line.startsWith(name) && line.length() > name.length() && "{ ".indexOf(line.charAt(name.length())) >= 0;
    }
}
