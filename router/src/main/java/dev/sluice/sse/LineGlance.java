package dev.sluice.sse;

/**
 * Looks at how the lines of an event begin, without decoding or copying them. It runs once for every token: it may say
 * yes too often, never no where the answer is yes.
 */
final class LineGlance {

    private static final String[] BEGINNINGS = {"data: [", "data:[", "event:", "error:"};
    private static final String ERROR_OBJECT = "{\"error\"";

    private LineGlance() {}

    /** Whether the event may be an end marker or an error. */
    static boolean mayEndOrFail(Bytes event, int length) {
        for (int line = 0; line < length; line = nextLine(event, line, length)) {
            if (isErrorObject(event, line, length)) {
                return true;
            }
            for (String beginning : BEGINNINGS) {
                if (begins(event, line, length, beginning)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isErrorObject(Bytes event, int line, int length) {
        if (!begins(event, line, length, "data:")) {
            return false;
        }
        int matched = 0;
        for (int i = line + "data:".length(); i < length && matched < ERROR_OBJECT.length(); i++) {
            if (event.at(i) == ERROR_OBJECT.charAt(matched)) {
                matched++;
            } else if (event.at(i) != ' ') {
                return false;
            }
        }
        return matched == ERROR_OBJECT.length();
    }

    private static boolean begins(Bytes event, int line, int length, String with) {
        if (length - line < with.length()) {
            return false;
        }
        for (int i = 0; i < with.length(); i++) {
            if (event.at(line + i) != with.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int nextLine(Bytes event, int from, int length) {
        for (int i = from; i < length; i++) {
            if (event.at(i) == '\n' || event.at(i) == '\r') {
                return i + 1;
            }
        }
        return length;
    }
}
