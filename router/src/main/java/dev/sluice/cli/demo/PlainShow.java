package dev.sluice.cli.demo;

import java.io.PrintStream;

/** The demo where there is no terminal: says what there is, and then what changes, each once. */
final class PlainShow {

    private static final long LOOK_MS = 50;

    private PlainShow() {}

    /** For ever: whoever has no keys ends it by a signal. */
    static void play(Stage stage) {
        News news = new News();
        announce(stage, System.out);
        try {
            while (true) {
                news.of(stage.scene()).forEach(System.out::println);
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void announce(Stage stage, PrintStream out) {
        out.println("Backends that count:");
        int number = 0;
        for (DemoBackend backend : stage.pool().backends()) {
            out.println("  b" + ++number + " " + backend.url() + "  " + backend.description());
        }
        out.println("Sluice in front of them: " + stage.address());
        out.println();
        out.println("Try, in another terminal:");
        out.println("  " + String.join(" ", Try.parts(stage.address())));
        out.println();
        out.println("Ctrl-C stops all of it.");
        out.println();
    }
}
