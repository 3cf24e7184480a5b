package dev.sluice.sse;

/**
 * Tells an event that must be read from one that is surely a plain part of the answer, without decoding or copying it.
 * It runs once for every token: it may say yes too often, never no where the answer is yes.
 */
final class EventGlance {

    private static final Needle FINISH_REASON = new Needle("\"finish_reason\"");
    private static final Needle USAGE = new Needle("\"usage\"");
    private static final Needle ERROR = new Needle("\"error\"");
    private static final Needle VERBOSE = new Needle("\"" + Members.VERBOSE + "\"");

    private EventGlance() {}

    /**
     * Whether this event of one line may be anything but content without a finish reason. A quotation mark inside a
     * JSON string has a backslash before it, so no text of a model looks like one of these names; and no engine
     * writes one of them with an escape.
     */
    static boolean mustBeRead(Bytes bytes, int from, int to) {
        return !beginsAsObject(bytes, from, to)
                || endsSomething(bytes, from, to)
                || ERROR.endIn(bytes, from, to) != -1
                || VERBOSE.endIn(bytes, from, to) != -1;
    }

    private static boolean beginsAsObject(Bytes bytes, int from, int to) {
        String field = "data:";
        if (to - from < field.length() + 2) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (bytes.at(from + i) != field.charAt(i)) {
                return false;
            }
        }
        int value = from + field.length();
        return bytes.at(bytes.at(value) == ' ' ? value + 1 : value) == '{';
    }

    /** A part of an answer has a reason that is null; a chunk without choices, which tells of tokens, has none. */
    private static boolean endsSomething(Bytes bytes, int from, int to) {
        int at = FINISH_REASON.endIn(bytes, from, to);
        if (at == -1) {
            return USAGE.endIn(bytes, from, to) != -1;
        }
        while (at != -1) {
            if (!isNull(bytes, at, to)) {
                return true;
            }
            at = FINISH_REASON.endIn(bytes, at, to);
        }
        return false;
    }

    private static boolean isNull(Bytes bytes, int behindName, int to) {
        int at = behindName;
        while (at < to && (bytes.at(at) == ':' || bytes.at(at) == ' ')) {
            at++;
        }
        return at < to && bytes.at(at) == 'n';
    }
}
