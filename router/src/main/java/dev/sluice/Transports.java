package dev.sluice;

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
        Transport best = works(Transport.EPOLL) ? Transport.EPOLL : Transport.NIO;
        LOG.info("transport: {}", best.name());
        return on(best);
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
        int loops = Runtime.getRuntime().availableProcessors();
        return Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(loops))
                .withTransport(transport)
                .build();
    }
}
