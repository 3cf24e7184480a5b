package dev.sluice.cli.doctor;

import dev.sluice.cli.doctor.Diagnosis.NotServing;
import dev.sluice.cli.doctor.Diagnosis.Serving;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a person is told.
 *
 * @param lines all of it
 * @param allServe whether every backend can serve
 */
public record Report(List<String> lines, boolean allServe) {

    private static final int WIDTH = 100;

    /** What servers say of themselves is in there: it must not move the cursor of a terminal. */
    public Report {
        lines = lines.stream().map(line -> line.replaceAll("\\p{Cntrl}", "?")).toList();
    }

    static Report on(List<Diagnosis> diagnoses, Set<String> boundedHosts) {
        List<String> lines = new ArrayList<>();
        lines.addAll(new Table(Row.TITLES, diagnoses.stream().map(Row::of).toList()).lines());
        diagnoses.forEach(
                diagnosis -> lines.addAll(numbered(diagnosis.backend().id().value(), advice(diagnosis))));
        lines.addAll(numbered("all", new PoolAdvice(diagnoses, boundedHosts).all()));
        long serve = diagnoses.stream().filter(Diagnosis::canServe).count();
        lines.addAll(List.of("", serve + " of " + diagnoses.size() + " can serve."));
        return new Report(lines, serve == diagnoses.size());
    }

    private static List<Advice> advice(Diagnosis diagnosis) {
        return switch (diagnosis.state()) {
            case Serving serving -> new ServingAdvice(diagnosis.backend(), serving).all();
            case NotServing not -> List.of(new AbsentAdvice(diagnosis.backend()).on(not));
        };
    }

    private static List<String> numbered(String about, List<Advice> all) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Advice advice = all.get(i);
            lines.add("");
            lines.addAll(wrapped(about + "." + (i + 1) + "  ", advice.what()));
            lines.addAll(wrapped("      why: ", advice.why()));
            lines.addAll(wrapped("      do:  ", advice.remedy()));
        }
        return lines;
    }

    /** Only between words, so that an option stays whole; under the first word after what is in front. */
    private static List<String> wrapped(String front, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(front);
        for (String word : text.split(" ", -1)) {
            if (line.length() > front.length() && line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(front.length()));
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
