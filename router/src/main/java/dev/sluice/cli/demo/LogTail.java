package dev.sluice.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of what was written to it. From any thread. */
final class LogTail extends OutputStream {

    private static final int KEPT = 50;

    private final Deque<String> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** The oldest first. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public synchronized void write(int character) {
        if (character != '\n') {
            line.write(character);
            return;
        }
        lines.add(line.toString(StandardCharsets.UTF_8));
        line.reset();
        if (lines.size() > KEPT) {
            lines.remove();
        }
    }
}
