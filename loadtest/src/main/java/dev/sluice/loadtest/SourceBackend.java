package dev.sluice.loadtest;

import dev.sluice.Transports;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * The process at the far end of every run: paced backends, each with a port and an event loop of its own.
 *
 * <p>Arguments: the pace in microseconds, then {@code MODEL:PORT} for each.
 */
public final class SourceBackend extends VerticleBase {

    private final String model;
    private final int port;
    private final Duration pace;

    SourceBackend(String model, int port, Duration pace) {
        this.model = model;
        this.port = port;
        this.pace = pace;
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer()
                .requestHandler(new PacedAnswers(vertx, model, List.of(model), pace))
                .listen(port, Local.HOST);
    }

    /** Starts them. */
    public static void main(String[] args) {
        Duration pace = Duration.ofNanos(1_000 * Long.parseLong(args[0]));
        Vertx vertx = Transports.vertx();
        for (String named : List.of(args).subList(1, args.length)) {
            String[] parts = named.split(":", 2);
            vertx.deployVerticle(new SourceBackend(parts[0], Integer.parseInt(parts[1]), pace))
                    .await();
        }
    }
}
