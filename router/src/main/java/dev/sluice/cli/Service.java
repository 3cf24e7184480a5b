package dev.sluice.cli;

import dev.sluice.Sluice;
import dev.sluice.Transports;
import dev.sluice.config.SluiceConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Runs something until the process is told to stop. */
final class Service {

    static final int STOPPED = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private Service() {}

    /** Starts it and waits for a signal; then everything that runs on its Vert.x is closed. The exit code. */
    static int run(Function<Vertx, Future<?>> start) {
        Vertx vertx = Transports.vertx();
        CountDownLatch signal = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            signal.countDown();
                            vertx.close().await();
                        },
                        "shutdown"));
        try {
            start.apply(vertx).await();
            signal.await();
            return STOPPED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return STOPPED;
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    /** A router, or the reason why it cannot listen and what to do. */
    static Future<Sluice> listen(Vertx vertx, SluiceConfig config) {
        return Sluice.start(vertx, config)
                .recover(cause -> Future.failedFuture(new IllegalStateException(
                        "Cannot listen on " + config.host() + ":" + config.port() + ": " + cause.getMessage()
                                + ". Stop what listens there, or choose another --port.",
                        cause)));
    }
}
