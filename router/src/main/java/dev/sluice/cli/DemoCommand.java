package dev.sluice.cli;

import dev.sluice.Sluice;
import dev.sluice.cli.demo.Demo;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice demo}: a small pool of backends that count, and the router in front of them. */
@Command(
        name = "demo",
        description = "Starts a small pool of backends and the router in front of it, and shows them at work.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--port", description = "The router's port (default: ${DEFAULT-VALUE}).")
    private int port = SluiceConfig.PORT;

    @Mixin
    private final OriginOption pages = new OriginOption();

    @Override
    public Integer call() {
        try {
            config(List.of(), Map.of());
            return Service.run(endings -> Demo.run(this::open, endings::add));
        } catch (InvalidConfig e) {
            return Service.refuse(e);
        }
    }

    private Future<Sluice> open(Vertx vertx, List<String> urls, Map<String, Integer> slots) {
        try {
            return Sluice.start(vertx, config(urls, slots));
        } catch (InvalidConfig e) {
            return Future.failedFuture(e);
        }
    }

    private SluiceConfig config(List<String> urls, Map<String, Integer> slots) throws InvalidConfig {
        return SluiceConfig.of(
                Settings.of(SluiceConfig.HOST, port, urls).withSlots(slots).withOrigins(pages.origins()), Map.of());
    }
}
