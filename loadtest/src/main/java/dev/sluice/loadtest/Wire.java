package dev.sluice.loadtest;

/**
 * The answers as they stand on the wire: events of about 180 bytes, whole answers of about 600. The content of each
 * begins with the nanosecond of its emission, on the clock that all processes of one machine share.
 */
final class Wire {

    static final String END = "data: [DONE]\n\n";

    private static final String CONTENT = "\"content\":\"";
    private static final String FINGERPRINT = "\"system_fingerprint\":\"";
    private static final String SPEAKER = "\"model\":\"";
    private static final String WORDS = "The quick brown fox jumps over the lazy dog. ";

    private Wire() {}

    /** The content of an event that leaves now. */
    static String stamped() {
        return System.nanoTime() + " token";
    }

    /** The content of a whole answer that leaves now. */
    static String stampedAnswer() {
        return System.nanoTime() + " " + WORDS.repeat(8);
    }

    /** When this content left, in nanoseconds. */
    static long emission(String content) {
        return Long.parseLong(content, 0, content.indexOf(' '), 10);
    }

    static String role(String id, String speaker) {
        return event(id, speaker, "{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]");
    }

    static String content(String id, String speaker, String content) {
        return event(id, speaker, "{" + CONTENT + content + "\"},\"finish_reason\":null}]");
    }

    static String finish(String id, String speaker, String fingerprint) {
        return event(id, speaker, "{},\"finish_reason\":\"stop\"}]," + FINGERPRINT + fingerprint + "\"");
    }

    /** A whole answer that is not a stream. */
    static String answer(String id, String speaker, String content, String fingerprint) {
        return "{\"id\":\"chatcmpl-" + id + "\",\"object\":\"chat.completion\",\"created\":1700000000," + SPEAKER
                + speaker + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\"," + CONTENT + content
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":72,"
                + "\"total_tokens\":81}," + FINGERPRINT + fingerprint + "\"}";
    }

    /** What an event or answer says; empty where it says nothing. */
    static String contentOf(String text) {
        return between(text, CONTENT, "\"");
    }

    /** The fingerprint that an event or answer carries; empty where it carries none. */
    static String fingerprintOf(String text) {
        return between(text, FINGERPRINT, "\"");
    }

    /** Who answers; empty where it is not said. */
    static String speakerOf(String text) {
        return between(text, SPEAKER, "\"");
    }

    /** What stands between the first {@code before} and the next {@code after}; empty where there is no such place. */
    static String between(String text, String before, String after) {
        int from = text.indexOf(before);
        int to = from == -1 ? -1 : text.indexOf(after, from + before.length());
        return to == -1 ? "" : text.substring(from + before.length(), to);
    }

    private static String event(String id, String speaker, String rest) {
        return "data: {\"id\":\"chatcmpl-" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                + SPEAKER + speaker + "\",\"choices\":[{\"index\":0,\"delta\":" + rest + "}\n\n";
    }
}
