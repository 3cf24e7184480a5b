package dev.sluice.backends.gguf;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Command that writes the file of a {@link CountingModel}. Exit status: 0 written, 1 not writable, 2 wrong usage. */
public final class MakeCountingModel {

    private static final String USAGE = """
            usage: MakeCountingModel FILE [MILLISECONDS_PER_TOKEN [slow-prompts]]
              FILE                    the .gguf file to write
              MILLISECONDS_PER_TOKEN  1 to 1000, about; without it the model is as fast as can be
              slow-prompts            let prompts take time too, not only answers""";

    private MakeCountingModel() {}

    public static void main(String[] args) {
        int status = run(args, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(String[] args, PrintStream messages) {
        CountingModel model;
        try {
            model = modelOf(args);
        } catch (IllegalArgumentException e) {
            messages.println(e.getMessage() + System.lineSeparator() + USAGE);
            return 2;
        }
        return write(model, args[0], messages);
    }

    private static int write(CountingModel model, String file, PrintStream messages) {
        try {
            model.writeTo(Path.of(file));
            return 0;
        } catch (IOException e) {
            messages.println("cannot write: " + e);
            return 1;
        }
    }

    private static CountingModel modelOf(String[] args) {
        if (args.length < 1 || args.length > 3) {
            throw new IllegalArgumentException("wrong number of arguments: " + args.length);
        }
        if (args.length == 1) {
            return CountingModel.small();
        }
        CountingModel model = CountingModel.slowedBy(milliseconds(args[1]));
        if (args.length == 2) {
            return model;
        }
        if (!args[2].equals("slow-prompts")) {
            throw new IllegalArgumentException("unknown argument: " + args[2]);
        }
        return model.withSlowPrompts();
    }

    private static int milliseconds(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number of milliseconds: " + text, e);
        }
    }
}
