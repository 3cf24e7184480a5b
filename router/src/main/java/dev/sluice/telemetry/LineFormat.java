package dev.sluice.telemetry;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Map;

/** How a line of the access log is written. Whatever a value holds, it cannot end the line or begin another field. */
enum LineFormat {
    /** {@code key=value}, in quotes where needed. */
    LOGFMT("", "", " ", "%s=%s") {
        @Override
        String text(String value) {
            return isPlain(value) ? value : quoted(value);
        }
    },
    /** A JSON object. */
    JSON("{", "}", ",", "\"%s\":%s") {
        @Override
        String text(String value) {
            return quoted(value);
        }
    };

    private static final char LAST_ASCII = '~';

    private final String begin;
    private final String end;
    private final String between;
    private final String field;

    LineFormat(String begin, String end, String between, String field) {
        this.begin = begin;
        this.end = end;
        this.between = between;
        this.field = field;
    }

    abstract String text(String value);

    /** These fields, in their order: numbers and truths as they are, all else as text. */
    String line(Map<String, Object> fields) {
        StringBuilder line = new StringBuilder(512).append(begin);
        String separator = "";
        for (Map.Entry<String, Object> each : fields.entrySet()) {
            line.append(separator).append(field.formatted(each.getKey(), value(each.getValue())));
            separator = between;
        }
        return line.append(end).toString();
    }

    private String value(Object value) {
        return value instanceof Number || value instanceof Boolean ? value.toString() : text(value.toString());
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c <= LAST_ASCII && "\"=\\".indexOf(c) < 0);
    }

    /** As JSON writes it, in ASCII: other scripts have line ends of their own. */
    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : JsonStringEncoder.getInstance().quoteAsString(value)) {
            if (c <= LAST_ASCII) {
                quoted.append(c);
            } else {
                quoted.append("\\u%04x".formatted((int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
