package dev.sluice.backends.scripted;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Command that plays a row of the table of faults, or a script from a file, to whoever asks, until it is stopped. Exit
 * status: 0 listed, 1 the file cannot be read or the port is taken, 2 wrong usage.
 */
public final class RunScript {

    private static final String USAGE = """
            usage: RunScript FAULT_ID|FILE [--port N]
                   RunScript --list
              FAULT_ID  a row of the table of faults
              FILE      a YAML list of steps, as in the rows of the table
              --port N  where to listen on 127.0.0.1; without it any free port
              --list    print the ids of all rows""";

    private RunScript() {}

    public static void main(String[] args) throws InterruptedException {
        int status = run(args, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
        if (!List.of(args).equals(List.of("--list"))) {
            Thread.currentThread().join(); // a backend lives on virtual threads, which keep no process alive
        }
    }

    static int run(String[] args, PrintStream out, PrintStream messages) {
        try {
            if (List.of(args).equals(List.of("--list"))) {
                FaultTable.faults().forEach(out::println);
            } else {
                play(args, out);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            messages.println(e.getMessage() + System.lineSeparator() + USAGE);
            return 2;
        } catch (IOException | UncheckedIOException e) {
            messages.println("cannot play: " + e.getMessage());
            return 1;
        }
    }

    static ScriptedBackend play(String[] args, PrintStream out) throws IOException {
        if (args.length != 1 && args.length != 3) {
            throw new IllegalArgumentException("wrong number of arguments: " + args.length);
        }
        int port = args.length == 1 ? 0 : port(args[1], args[2]);
        Path file = Path.of(args[0]);
        Optional<Fault> fault = Files.exists(file) ? Optional.empty() : Optional.of(FaultTable.fault(args[0]));
        Script script = fault.isPresent() ? fault.get().script() : FaultTable.script(file);
        Ask ask = fault.map(Fault::ask).orElse(Ask.CHAT_STREAM);
        var backend = new ScriptedBackend(port, "scripted", told(script, out), "counting");
        out.println("ask: curl -N " + backend.url() + ask.path() + " -d '" + ask.body("counting") + "'");
        return backend;
    }

    private static int port(String option, String number) {
        if (!option.equals("--port")) {
            throw new IllegalArgumentException("unknown argument: " + option);
        }
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a port: " + number, e);
        }
    }

    /** The same script, which says what it is asked. */
    private static Script told(Script script, PrintStream out) {
        return new Script() {
            @Override
            public void answer(Call call) throws IOException, InterruptedException {
                out.println(call.line() + " " + call.body());
                script.answer(call);
            }

            @Override
            public Reading reading() {
                return script.reading();
            }
        };
    }
}
