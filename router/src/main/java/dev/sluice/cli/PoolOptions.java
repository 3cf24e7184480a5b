package dev.sluice.cli;

import dev.sluice.config.ConfigFile;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The backends and what is said of them, for every command that has to do with them. */
final class PoolOptions {

    @Parameters(
            paramLabel = "URL",
            arity = "0..*",
            description = "The address of an inference server, such as http://localhost:8081, or dns://NAME:PORT for"
                    + " all addresses of a name.")
    private List<String> urls = List.of();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file that says everything, in place of all else: docs/configuration.md.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--slots",
            paramLabel = "URL=N",
            description = "How many requests that server may run at once, where it may take more than is usual for its"
                    + " engine: 64 for vLLM, 1 for all others. With auto, a llama-server gets as many as it says, as long"
                    + " as they fit into its memory.")
    private Map<String, String> slots = Map.of();

    @Option(
            names = "--tier",
            paramLabel = "URL=N",
            description = "0 for a server that always serves (the default), 1 for one that serves only while those of"
                    + " tier 0 cannot, and so on.")
    private Map<String, Integer> tiers = Map.of();

    @Option(
            names = "--alias",
            paramLabel = "NAME=MODEL",
            description = "Another name for a model; one name may be given to several models.")
    private List<String> aliases = List.of();

    @Option(
            names = "--host-slots",
            paramLabel = "HOST=N",
            description = "How many requests all servers on that host may run at once together.")
    private Map<String, Integer> hostSlots = Map.of();

    @Option(
            names = "--key",
            paramLabel = "URL=VARIABLE",
            description = "The environment variable that holds the key which that server wants to be shown.")
    private Map<String, String> keys = Map.of();

    /**
     * The file, if one was named.
     *
     * @throws InvalidConfig more was typed
     */
    Optional<ConfigFile> file() throws InvalidConfig {
        boolean more = command.commandLine().getParseResult().matchedArgs().size() > 1;
        if (file != null && more) {
            throw new InvalidConfig(List.of("--config " + file
                    + ": more was typed (expected: --config FILE alone, and in the file what else is to be said)"));
        }
        return Optional.ofNullable(file).map(named -> new ConfigFile(named, System.getenv()));
    }

    /**
     * As typed, for a router that listens there.
     *
     * @throws InvalidConfig no backend was typed
     */
    Settings listeningOn(String host, int port) throws InvalidConfig {
        if (urls.isEmpty()) {
            throw new InvalidConfig(
                    List.of("no backends (expected: the address of at least one inference server, or --config FILE)"));
        }
        return Settings.of(host, port, urls)
                .withSlots(slots)
                .withTiers(tiers)
                .withKeys(keys)
                .withAliases(aliases)
                .withHostSlots(hostSlots);
    }
}
