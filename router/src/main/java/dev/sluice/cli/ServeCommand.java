package dev.sluice.cli;

import dev.sluice.Sluice;
import dev.sluice.Transports;
import dev.sluice.config.Address;
import dev.sluice.config.ConfigFile;
import dev.sluice.config.Heartbeat;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceConfig;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice serve URL...} or {@code sluice serve --config FILE}: the router in front of these servers. */
@Command(
        name = "serve",
        description = "Serves the models of these inference servers under one address.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "URL",
            arity = "0..*",
            description = "The address of an inference server, such as http://localhost:8081, or dns://NAME:PORT for"
                    + " all addresses of a name.")
    private List<String> urls = List.of();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file that says everything, in place of all other options: docs/configuration.md.")
    private @Nullable Path file;

    @Option(
            names = "--host",
            description =
                    "The address to listen on (default: ${DEFAULT-VALUE}, this machine only; 0.0.0.0 is for all).")
    private String host = SluiceConfig.HOST;

    @Option(names = "--port", description = "The port to listen on (default: ${DEFAULT-VALUE}).")
    private int port = SluiceConfig.PORT;

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
            names = "--management",
            paramLabel = "[HOST:]PORT",
            description =
                    "Where to say what is known of each server, as JSON under /backends (default: nowhere; HOST is"
                            + " this machine only unless given).")
    private @Nullable String management;

    @Option(
            names = "--key",
            paramLabel = "URL=VARIABLE",
            description = "The environment variable that holds the key which that server wants to be shown.")
    private Map<String, String> keys = Map.of();

    @Option(
            names = "--default-model",
            paramLabel = "NAME",
            description = "What a request gets that names no model; without it, the only model there is.")
    private @Nullable String defaultModel;

    @Option(
            names = "--heartbeat",
            paramLabel = "FORM",
            converter = HeartbeatStyle.class,
            description = "What a client hears of a stream that is silent: comment, comment-line, blank or off"
                    + " (default: comment).")
    private Heartbeat.Style heartbeat = Heartbeat.DEFAULT.style();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final OriginOption pages = new OriginOption();

    @Override
    public Integer call() {
        try {
            SluiceConfig config = config();
            return Service.run(endings -> serve(config, endings));
        } catch (InvalidConfig e) {
            return Service.refuse(e);
        }
    }

    private SluiceConfig config() throws InvalidConfig {
        if (file == null) {
            return typed();
        }
        boolean more = !urls.isEmpty()
                || spec.commandLine().getParseResult().matchedOptions().size() > 1;
        if (more) {
            throw new InvalidConfig(List.of("--config " + file
                    + " stands alone: say in the file what else was typed (expected: serve --config FILE)"));
        }
        return new ConfigFile(file, System.getenv()).read();
    }

    private SluiceConfig typed() throws InvalidConfig {
        if (urls.isEmpty()) {
            throw new InvalidConfig(
                    List.of("no backends (expected: the address of at least one inference server, or --config FILE)"));
        }
        Settings settings = Settings.of(host, port, urls)
                .withSlots(slots)
                .withTiers(tiers)
                .withKeys(keys)
                .withAliases(aliases)
                .withHostSlots(hostSlots)
                .withOrigins(pages.origins())
                .withManagement(Optional.ofNullable(management));
        return SluiceConfig.of(settings, System.getenv())
                .withDefaultModel(Optional.ofNullable(defaultModel))
                .with(new Heartbeat(heartbeat, Heartbeat.AFTER));
    }

    private static void serve(SluiceConfig config, Endings endings) {
        Vertx vertx = Transports.vertx();
        endings.add(() -> vertx.close().await());
        Sluice sluice = Sluice.start(vertx, config).await();
        endings.add(() -> sluice.stop().await());
        announce(config, sluice);
        Service.untilSignalled();
    }

    private static void announce(SluiceConfig config, Sluice sluice) {
        for (int i = 0; i < config.listeners().size(); i++) {
            Address address = config.listeners().get(i).address();
            System.out.println(
                    "Sluice listens on http://" + address.at(sluice.ports().get(i)));
        }
        config.management()
                .ifPresent(management -> System.out.println(
                        "  (what it knows: http://" + management.address().at(sluice.managementPort()) + "/backends)"));
        System.out.println("in front of");
        config.backends().forEach(backend -> System.out.println("  " + backend.id() + " " + backend.url()));
    }
}
