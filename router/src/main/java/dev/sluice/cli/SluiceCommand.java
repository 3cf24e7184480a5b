package dev.sluice.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice}: all commands. */
@Command(
        name = "sluice",
        description = "One HTTP address in front of every inference server you run.",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            BackendCommand.class
        })
public final class SluiceCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Runs the command that these words ask for, to its end; its exit code. */
    public static int run(String[] args) {
        return new CommandLine(new SluiceCommand()).execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: serve, demo, doctor or backend.");
    }
}
