package dev.sluice.backends.parity;

/**
 * One row: a request, and what an engine answers. As text, the request line, its header lines, an empty line and the
 * body, all as they are sent; then the line {@value #SEPARATOR} and the answer in the same form, normalised. Lines of a
 * head end in a plain line feed, and the whole text in one more.
 */
record Transcript(Request request, String answer) {

    private static final String SEPARATOR = "=== answers ===";

    static Transcript parse(String text) {
        String[] halves = text.split("\n" + SEPARATOR + "\n", 2);
        return new Transcript(Request.parse(withoutLastLineFeed(halves)), halves.length < 2 ? "" : chop(halves[1]));
    }

    String print() {
        return request.text() + "\n" + SEPARATOR + "\n" + answer + "\n";
    }

    Transcript answered(String other) {
        return new Transcript(request, other);
    }

    /** One that was written by hand, and not recorded yet, ends in a line feed that no client sends. */
    private static String withoutLastLineFeed(String[] halves) {
        return halves.length < 2 ? chop(halves[0]) : halves[0];
    }

    private static String chop(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
