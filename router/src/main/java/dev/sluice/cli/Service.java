package dev.sluice.cli;

import dev.sluice.Sluice;
import dev.sluice.Transports;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.SluiceConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Runs a router until the process is told to stop. */
final class Service {

    static final int STOPPED = 0;
    static final int FAILED = 1;
    private static final int USAGE = 2;

    private Service() {}

    /** Starts it and waits for a signal; then it is stopped, and all else on its Vert.x after it. The exit code. */
    static int run(Function<Vertx, Future<Sluice>> start) {
        Vertx vertx = Transports.vertx();
        try {
            Sluice sluice = start.apply(vertx).await();
            awaitSignal(() -> {
                sluice.stop().await();
                vertx.close().await();
            });
            return STOPPED;
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    /** Says what was typed wrong. The exit code. */
    static int refuse(InvalidConfig invalid) {
        invalid.problems().forEach(System.err::println);
        return USAGE;
    }

    private static void awaitSignal(Runnable stop) {
        CountDownLatch signal = new CountDownLatch(1);
        Thread stopper = new Thread(
                () -> {
                    stop.run();
                    signal.countDown();
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(stopper);
        try {
            signal.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A router, or the reason why it cannot listen and what to do. */
    static Future<Sluice> listen(Vertx vertx, SluiceConfig config) {
        String where = config.host() + ":" + config.port();
        return Sluice.start(vertx, config)
                .recover(cause -> Future.failedFuture(new IllegalStateException(
                        "Cannot listen on " + where + ": " + cause.getMessage() + ". Choose another --host or --port.",
                        cause)));
    }
}
