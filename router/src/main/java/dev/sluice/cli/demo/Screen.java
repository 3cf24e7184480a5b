package dev.sluice.cli.demo;

import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalExt;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * The whole terminal, as a picture that is drawn again and again, until it is closed; then it is as it was. Lines of the
 * log that would go there are kept meanwhile.
 */
final class Screen {

    /** A terminal that takes no more output must not keep the process. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** To ask for the size costs a process, {@code stty}. */
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    /** Where a terminal says no size, as over some serial lines. */
    private static final Size USUAL = new Size(80, 24);

    private final Terminal terminal;
    private final PrintWriter writer;
    private final Display display;
    private final PrintStream errors = System.err;
    private final LogTail log = new LogTail();

    // Mutable state, under this object's lock.
    private Size size = USUAL;
    private long nextLook = System.nanoTime();
    private boolean closed;

    private Screen(Terminal terminal) {
        this.terminal = terminal;
        this.writer = terminal.writer();
        this.display = new Display(terminal, true);
        terminal.enterRawMode();
        // Ctrl-Z would leave the picture and the keys to the shell.
        Attributes attributes = terminal.getAttributes();
        attributes.setControlChar(ControlChar.VSUSP, 0);
        terminal.setAttributes(attributes);
        put(Capability.enter_ca_mode, Capability.clear_screen, Capability.cursor_invisible);
        if (terminal instanceof TerminalExt ours && ours.getProvider().isSystemStream(SystemStream.Error)) {
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        }
    }

    /** Takes the terminal; empty where there is none that can show pictures. */
    static Optional<Screen> open() {
        return Terminals.capable().map(Screen::new);
    }

    /** What was logged since it was opened, the oldest first. */
    List<String> log() {
        return log.lines();
    }

    /** The next character, {@link Keys#PAUSE} if none comes for so long, {@link Keys#END} if none will come any more. */
    int read(Duration patience) {
        try {
            return terminal.reader().read(patience.toMillis());
        } catch (IOException | IllegalStateException gone) {
            return Keys.END;
        }
    }

    /** Makes a picture of the size of the window and shows it. */
    synchronized void draw(Picture picture) {
        if (closed) {
            return;
        }
        try {
            look();
            // A list of its own: where lines have moved, it takes some away.
            display.update(new ArrayList<>(picture.of(size.getColumns(), size.getRows())), -1);
        } catch (IllegalStateException gone) {
            // At a signal, the library gives the terminal back by itself as well.
            closed = true;
        }
    }

    /** Lines for a window of this size. */
    interface Picture {
        List<AttributedString> of(int width, int height);
    }

    private void look() {
        if (System.nanoTime() - nextLook < 0) {
            return;
        }
        nextLook = System.nanoTime() + LOOK_NANOS;
        Size now = size();
        display.resize(now.getRows(), now.getColumns());
        if (!now.equals(size)) {
            size = now;
            display.clear();
        }
    }

    private Size size() {
        try {
            Size now = terminal.getSize();
            return now.getColumns() > 0 && now.getRows() > 0 ? now : USUAL;
        } catch (IOError noAnswer) {
            return size;
        }
    }

    /** Gives the terminal back. */
    void close() {
        Thread restoring = Thread.ofPlatform().daemon().start(this::restore);
        try {
            restoring.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void restore() {
        closed = true;
        System.setErr(errors);
        put(Capability.clear_screen, Capability.exit_ca_mode, Capability.cursor_normal);
        try {
            terminal.close();
        } catch (IOException gone) {
            // Then there is nothing to give back.
        }
    }

    /** What the terminal cannot do is left out. */
    private void put(Capability... capabilities) {
        for (Capability capability : capabilities) {
            String sequence = terminal.getStringCapability(capability);
            if (sequence != null) {
                Curses.tputs(writer, sequence);
            }
        }
        writer.flush();
    }
}
