package dev.sluice;

import dev.sluice.telemetry.Telemetry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses how to talk to the kernel: epoll where it works, else what the JDK has.
 *
 * <p>Not io_uring: it loses resets of connections ({@code docs/decisions/0003-epoll-not-io-uring.md}).
 */
public final class Transports {

    private static final Logger LOG = LoggerFactory.getLogger(Transports.class);

    private Transports() {}

    /** A Vert.x with one event loop per processor, on the best transport that works here. */
    public static Vertx vertx() {
        return on(best());
    }

    /** The same, and what it counts itself is among the metrics. */
    public static Vertx vertx(Telemetry telemetry) {
        return telemetry
                .measure(Vertx.builder(), options())
                .withTransport(best())
                .build();
    }

    private static Transport best() {
        Transport best = works(Transport.EPOLL) ? Transport.EPOLL : Transport.NIO;
        LOG.info("transport: {}", best.name());
        return best;
    }

    /** Tries it with a real listener: a system may show a transport and forbid its use. */
    private static boolean works(@Nullable Transport transport) {
        if (transport == null || !transport.available()) {
            return false;
        }
        Vertx vertx = on(transport);
        try {
            vertx.createNetServer()
                    .connectHandler(socket -> socket.close())
                    .listen(0, "127.0.0.1")
                    .await();
            return true;
        } catch (RuntimeException e) {
            LOG.info("transport {} is there but does not work: {}", transport.name(), e.getMessage());
            return false;
        } finally {
            vertx.close().await();
        }
    }

    private static Vertx on(Transport transport) {
        return Vertx.builder().with(options()).withTransport(transport).build();
    }

    private static VertxOptions options() {
        return new VertxOptions().setEventLoopPoolSize(Runtime.getRuntime().availableProcessors());
    }
}
