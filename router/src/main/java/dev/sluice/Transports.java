package dev.sluice;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses how to talk to the kernel: io_uring, else epoll, else what the JDK has. */
public final class Transports {

    private static final Logger LOG = LoggerFactory.getLogger(Transports.class);

    private Transports() {}

    /** A Vert.x with one event loop per processor, on the best transport that works here. */
    public static Vertx vertx() {
        Transport best = Stream.of(Transport.IO_URING, Transport.EPOLL)
                .filter(Objects::nonNull)
                .filter(Transport::available)
                .filter(Transports::listens)
                .findFirst()
                .orElse(Transport.NIO);
        LOG.info("transport: {}", best.name());
        return on(best);
    }

    /** Tries it with a real listener: a container may show io_uring and forbid its use. */
    private static boolean listens(Transport transport) {
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
