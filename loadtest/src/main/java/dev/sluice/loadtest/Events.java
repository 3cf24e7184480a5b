package dev.sluice.loadtest;

import java.util.function.Consumer;

/** Cuts what comes of a stream into its events. */
final class Events {

    private static final String END = "\n\n";

    private final Consumer<String> whole;
    private String rest = "";

    /** Each event is given to this one, its end included. */
    Events(Consumer<String> whole) {
        this.whole = whole;
    }

    void take(String chunk) {
        String text = rest + chunk;
        int from = 0;
        for (int end = text.indexOf(END); end != -1; end = text.indexOf(END, from)) {
            whole.accept(text.substring(from, end + END.length()));
            from = end + END.length();
        }
        rest = text.substring(from);
    }

    /** What has come behind the last event. */
    String rest() {
        return rest;
    }
}
