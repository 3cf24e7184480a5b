package dev.sluice.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalExt;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * The whole terminal, as a picture that is drawn again and again, until it is closed; then it is as it was. Lines of the
 * log that would go there are kept meanwhile.
 */
final class Screen {

    /** A terminal that nobody reads any more must not keep the process. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Where a terminal says no size, as over some serial lines. */
    private static final Size USUAL = new Size(80, 24);

    /** It warns of terminals that it does not know, with a stack trace; those get plain lines. */
    private static final Logger JLINE = Logger.getLogger("org.jline");

    private final Terminal terminal;
    private final Display display;
    private final Attributes before;
    private final PrintStream errors = System.err;
    private final LogTail log = new LogTail();

    // Mutable state, under this object's lock.
    private Size size = new Size();
    private boolean closed;

    private Screen(Terminal terminal) {
        this.terminal = terminal;
        this.display = new Display(terminal, true);
        if (terminal instanceof TerminalExt ours && ours.getProvider().isSystemStream(SystemStream.Error)) {
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        }
        this.before = terminal.enterRawMode();
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
    }

    /** Takes the terminal; empty where input or output is none, or one that cannot place a cursor. */
    static Optional<Screen> open() {
        JLINE.setLevel(Level.OFF);
        try {
            // No signals: those are the JVM's, which ends the demo. The size is asked for at each picture.
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(SystemOutput.SysOut)
                    .provider("jni")
                    .dumb(true)
                    .nativeSignals(false)
                    .build();
            if (terminal.getStringCapability(Capability.cursor_address) != null) {
                return Optional.of(new Screen(terminal));
            }
            terminal.close();
            return Optional.empty();
        } catch (IOException | IllegalStateException noTerminal) {
            return Optional.empty();
        }
    }

    /** What was logged since it was opened, the oldest first. */
    List<String> log() {
        return log.lines();
    }

    /** The next character, {@link Keys#PAUSE} if none comes for so long, -1 if none will come any more. */
    int read(Duration patience) {
        try {
            return terminal.reader().read(patience.toMillis());
        } catch (IOException closed) {
            return -1;
        }
    }

    /** Makes a picture of the size of the window and shows it. */
    synchronized void draw(Picture picture) {
        if (closed) {
            return;
        }
        Size now = terminal.getSize().getColumns() > 0 ? terminal.getSize() : USUAL;
        if (!now.equals(size)) {
            size = now;
            display.resize(size.getRows(), size.getColumns());
            display.clear();
        }
        display.update(picture.of(size.getColumns(), size.getRows()), -1);
    }

    /** Lines for a window of this size. */
    interface Picture {
        List<AttributedString> of(int width, int height);
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
        terminal.setAttributes(before);
        terminal.puts(Capability.exit_ca_mode);
        terminal.puts(Capability.cursor_normal);
        terminal.flush();
        try {
            terminal.close();
        } catch (IOException gone) {
            // Then there is nothing left to restore.
        }
    }
}
