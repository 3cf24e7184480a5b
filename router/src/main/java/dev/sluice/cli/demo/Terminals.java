package dev.sluice.cli.demo;

import java.io.IOError;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.InfoCmp.Capability;

/** Finds out what is at the other end of standard input and output. */
final class Terminals {

    /** It warns of terminals that it does not know, with a stack trace; it takes them for ANSI terminals. */
    private static final Logger LIBRARY = Logger.getLogger("org.jline");

    private Terminals() {}

    /**
     * The terminal that both are; empty where one of them is none, and where it cannot place a cursor or has no name. By
     * {@code stty}, see {@code docs/decisions/0009-jline-by-stty.md}. Signals stay with the JVM, which ends the demo.
     */
    static Optional<Terminal> capable() {
        LIBRARY.setLevel(Level.OFF);
        String name = System.getenv("TERM");
        if (name == null || name.isEmpty()) {
            return Optional.empty();
        }
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(SystemOutput.SysOut)
                    .provider("exec")
                    .dumb(true)
                    .nativeSignals(false)
                    .build();
            if (terminal.getStringCapability(Capability.cursor_address) != null) {
                return Optional.of(terminal);
            }
            terminal.close();
            return Optional.empty();
        } catch (IOException | IOError | IllegalStateException none) {
            return Optional.empty();
        }
    }
}
