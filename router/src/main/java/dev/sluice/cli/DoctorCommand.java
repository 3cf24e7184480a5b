package dev.sluice.cli;

import dev.sluice.Transports;
import dev.sluice.cli.doctor.Doctor;
import dev.sluice.cli.doctor.Found;
import dev.sluice.cli.doctor.Report;
import dev.sluice.config.ConfigFile;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.SluiceConfig;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice doctor URL...}: what these servers are, and what to change. */
@Command(
        name = "doctor",
        description = "Asks inference servers what they are, and says what to change. The exit code is 0 if all of them"
                + " can serve, 1 if not.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private static final int ALL_SERVE = 0;
    private static final int NOT_ALL_SERVE = 1;

    @Mixin
    private final PoolOptions pool = new PoolOptions();

    @Override
    public Integer call() {
        try {
            Optional<ConfigFile> file = pool.file();
            return diagnose(file.isPresent() ? file.get().read() : typed());
        } catch (InvalidConfig e) {
            return Service.refuse(e);
        }
    }

    private SluiceConfig typed() throws InvalidConfig {
        return SluiceConfig.of(pool.listeningOn(SluiceConfig.HOST, SluiceConfig.PORT), System.getenv());
    }

    private static int diagnose(SluiceConfig config) {
        Vertx vertx = Transports.vertx();
        try {
            Report report = new Doctor(
                            vertx,
                            config.models().aliases(),
                            config.pool().hostSlots().keySet())
                    .examine(Found.of(vertx, config.backends()))
                    .await();
            report.lines().forEach(System.out::println);
            return report.allServe() ? ALL_SERVE : NOT_ALL_SERVE;
        } finally {
            vertx.close().await();
        }
    }
}
