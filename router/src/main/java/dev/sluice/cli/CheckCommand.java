package dev.sluice.cli;

import dev.sluice.config.ConfigFile;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.SluiceConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sluice check FILE}: whether a router could be started with it, or go on with it. */
@Command(
        name = "check",
        description = "Says everything that is wrong with a configuration file, and starts nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The file: docs/configuration.md.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        try {
            SluiceConfig config = new ConfigFile(file, System.getenv()).read();
            System.out.println(file + " is right: " + config.listeners().size() + " to listen on, "
                    + config.backends().size() + " to serve from.");
            return Service.STOPPED;
        } catch (InvalidConfig e) {
            e.problems().forEach(System.err::println);
            return Service.FAILED;
        }
    }
}
