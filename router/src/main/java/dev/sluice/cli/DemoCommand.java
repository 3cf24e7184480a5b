package dev.sluice.cli;

import dev.sluice.Sluice;
import dev.sluice.backends.CountingBackend;
import dev.sluice.backends.CountingProfile;
import dev.sluice.config.BackendConfig;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceConfig;
import dev.sluice.pool.Health;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice demo}: three backends in this process that count, and the router in front of them. */
@Command(
        name = "demo",
        description = "Starts a small pool of backends in this process, and the router in front of it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final List<CountingProfile> POOL =
            List.of(CountingProfile.SEQUENTIAL, CountingProfile.SEQUENTIAL, CountingProfile.BATCHING);

    private static final long LOOK_MS = 20;

    @Option(names = "--port", description = "The router's port (default: ${DEFAULT-VALUE}).")
    private int port = SluiceConfig.PORT;

    @Mixin
    private final OriginOption pages = new OriginOption();

    @Override
    public Integer call() {
        try {
            config(List.of());
            return Service.run(this::start);
        } catch (InvalidConfig e) {
            return Service.refuse(e);
        }
    }

    private SluiceConfig config(List<String> urls) throws InvalidConfig {
        return SluiceConfig.of(Settings.of(SluiceConfig.HOST, port, urls).withOrigins(pages.origins()), Map.of());
    }

    private Future<Sluice> start(Vertx vertx) {
        return Future.all(POOL.stream()
                        .map(profile -> CountingBackend.start(vertx, profile, 0))
                        .toList())
                .compose(started -> route(vertx, started.list()));
    }

    private Future<Sluice> route(Vertx vertx, List<CountingBackend> pool) {
        List<String> urls = pool.stream().map(CountingBackend::url).toList();
        try {
            SluiceConfig config = config(urls);
            return Service.listen(vertx, config)
                    .compose(sluice -> allUp(vertx, sluice))
                    .onSuccess(sluice -> announce(config, sluice));
        } catch (InvalidConfig e) {
            return Future.failedFuture(e);
        }
    }

    private static Future<Sluice> allUp(Vertx vertx, Sluice sluice) {
        Promise<Sluice> up = Promise.promise();
        vertx.setPeriodic(LOOK_MS, timer -> {
            if (sluice.snapshot().known().stream().allMatch(backend -> backend.health() == Health.UP)) {
                vertx.cancelTimer(timer);
                up.complete(sluice);
            }
        });
        return up.future();
    }

    private static void announce(SluiceConfig config, Sluice sluice) {
        String address = "http://" + SluiceConfig.HOST + ":" + sluice.port();
        System.out.println("Backends that count, in this process:");
        for (int i = 0; i < POOL.size(); i++) {
            BackendConfig backend = config.backends().get(i);
            System.out.println("  " + backend.id() + " " + backend.url() + "  " + describe(POOL.get(i)));
        }
        System.out.println("Sluice in front of them: " + address);
        System.out.println();
        System.out.println("Try, in another terminal:");
        System.out.println("  curl -N " + address + "/v1/chat/completions -H 'Content-Type: application/json'"
                + " -d '{\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}],\"stream\":true}'");
        System.out.println();
        System.out.println("Ctrl-C stops all of it.");
    }

    private static String describe(CountingProfile profile) {
        long rate = Duration.ofSeconds(1).dividedBy(profile.pace());
        String discipline = profile.slots() == 1 ? "one request at a time" : "many requests at once";
        return discipline + ", " + rate + " numbers a second";
    }
}
