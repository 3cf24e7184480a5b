package dev.sluice.sse;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One event, taken apart.
 *
 * @param data its {@code data} lines, joined with LF; empty if it has none
 * @param failed whether it is named {@code error}, or carries a field of that name as llama-server's builds of 2025 did
 */
record Frame(String data, boolean failed) {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

    static Frame parse(String text) {
        String data = LINE_END.splitAsStream(text)
                .filter(line -> line.startsWith("data:"))
                .map(line -> value(line, "data:"))
                .collect(Collectors.joining("\n"));
        boolean failed = LINE_END.splitAsStream(text).anyMatch(Frame::announcesError);
        return new Frame(data, failed);
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
