package dev.sluice.cli;

import dev.sluice.Sluice;
import dev.sluice.Transports;
import dev.sluice.config.Address;
import dev.sluice.config.ConfigFile;
import dev.sluice.config.Heartbeat;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceConfig;
import dev.sluice.telemetry.Telemetry;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice serve URL...} or {@code sluice serve --config FILE}: the router in front of these servers. */
@Command(
        name = "serve",
        description = "Serves the models of these inference servers under one address.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private final PoolOptions pool = new PoolOptions();

    @Option(
            names = "--host",
            description =
                    "The address to listen on (default: ${DEFAULT-VALUE}, this machine only; 0.0.0.0 is for all).")
    private String host = SluiceConfig.HOST;

    @Option(names = "--port", description = "The port to listen on (default: ${DEFAULT-VALUE}).")
    private int port = SluiceConfig.PORT;

    @Option(
            names = "--management",
            paramLabel = "[HOST:]PORT",
            description =
                    "Where to say what is known of each server, as JSON under /backends, and metrics under /metrics (default: nowhere; HOST is"
                            + " this machine only unless given).")
    private @Nullable String management;

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

    @Mixin
    private final OriginOption pages = new OriginOption();

    @Override
    public Integer call() {
        try {
            Optional<ConfigFile> file = pool.file();
            SluiceConfig config = file.isPresent() ? file.get().read() : typed();
            return Service.run(endings -> serve(config, file, endings));
        } catch (InvalidConfig e) {
            return Service.refuse(e);
        }
    }

    private SluiceConfig typed() throws InvalidConfig {
        Settings settings = pool.listeningOn(host, port)
                .withOrigins(pages.origins())
                .withManagement(Optional.ofNullable(management));
        return SluiceConfig.of(settings, System.getenv())
                .withDefaultModel(Optional.ofNullable(defaultModel))
                .with(new Heartbeat(heartbeat, Heartbeat.AFTER));
    }

    private static void serve(SluiceConfig config, Optional<ConfigFile> file, Endings endings) {
        Telemetry telemetry = new Telemetry(config.access());
        Vertx vertx = Transports.vertx(telemetry);
        endings.add(() -> vertx.close().await());
        Sluice sluice = Sluice.start(vertx, config, file, telemetry).await();
        endings.add(() -> sluice.stop().await());
        Told.toEndOrReload(sluice); // before anybody knows that it listens: a signal without a handler would kill it
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
