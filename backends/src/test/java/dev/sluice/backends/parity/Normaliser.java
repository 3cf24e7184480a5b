package dev.sluice.backends.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes out of an answer what differs from one time to the next, and nothing else. */
final class Normaliser {

    private static final String NUMBER = "-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?";
    private static final String START = "(?m)(?i)^";

    /** Something that differs; the first group stays. */
    private record Rule(Pattern pattern, String place) {

        Rule(String pattern, String place) {
            this(Pattern.compile(pattern), place);
        }

        String apply(String text) {
            return pattern.matcher(text).replaceAll("$1" + place);
        }
    }

    private static final List<Rule> RULES = List.of(
            // When it was said, or when the engine was started.
            new Rule(START + "(date: ).*", "<date>"),
            new Rule(START + "(process-start-time-unix: )\\d+", "<number>"),
            new Rule("(\"(?:created|completed_at|modified)\":)" + NUMBER, "<time>"),
            new Rule("(\"(?:created_at|modified_at|expires_at)\":)(?:\"\\d{4}-[^\"]*\"|" + NUMBER + ")", "<time>"),
            // How long it took: the speed of a machine.
            new Rule("(\"(?:prompt|predicted)_(?:ms|per_token_ms|per_second)\":)" + NUMBER, "<number>"),
            new Rule(
                    "(\"(?:time_ms|total_duration|load_duration|prompt_eval_duration|eval_duration)\":)" + NUMBER,
                    "<number>"),
            // Which build it is.
            new Rule("(\"(?:build_info|system_fingerprint)\":)\"[^\"]+\"", "<build>"),
            // How many requests came before.
            new Rule("(\"id_task\":)\\d+", "<number>"),
            // The text is as long as what is in it; that it has the length it says is seen in reading it.
            new Rule(START + "(content-length: )\\d+", "<number>"));

    /** Made up for each answer, or at each start. Within an answer, what is the same stays the same. */
    private static final Pattern RANDOM =
            Pattern.compile("(?<=chatcmpl-|cmpl-|modelperm-|resp_|msg_|rs_|req_|<__media_)"
                    + "(?:[0-9a-zA-Z]{32}|[0-9a-f]{16}|[0-9a-f]{24}|[0-9a-f-]{36}|[0-9]{1,6})(?![0-9a-zA-Z])");

    private Normaliser() {}

    static String normalise(String answer) {
        String text = Metrics.outline(answer);
        for (Rule rule : RULES) {
            text = rule.apply(text);
        }
        return names(text);
    }

    private static String names(String text) {
        Map<String, String> names = new LinkedHashMap<>();
        return RANDOM.matcher(text)
                .replaceAll(found -> names.computeIfAbsent(found.group(), id -> "<id " + (names.size() + 1) + ">"));
    }
}
