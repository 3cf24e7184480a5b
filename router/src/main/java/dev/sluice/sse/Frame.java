package dev.sluice.sse;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One event, taken apart.
 *
 * @param data its {@code data} lines, joined with LF; empty if it has none
 * @param failed whether it is named {@code error}, or carries a field of that name as llama-server's builds of 2025 did
 * @param silent whether it says nothing: no data, and no line that is not a field of the standard or a comment
 */
record Frame(String data, boolean failed, boolean silent) {

    private static final Pattern WITHOUT_DATA = Pattern.compile("|:.*|(id|retry|event|data)(:.*)?", Pattern.DOTALL);

    static Frame parse(String text) {
        List<String> lines = text.lines().toList();
        String data = lines.stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> value(line, "data:"))
                .collect(Collectors.joining("\n"));
        return new Frame(data, lines.stream().anyMatch(Frame::announcesError), data.isEmpty() && saysNothing(lines));
    }

    private static boolean saysNothing(List<String> lines) {
        return lines.stream().allMatch(line -> WITHOUT_DATA.matcher(line).matches());
    }

    private static boolean announcesError(String line) {
        return line.startsWith("error:")
                || (line.startsWith("event:") && value(line, "event:").equals("error"));
    }

    private static String value(String line, String field) {
        String value = line.substring(field.length());
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
