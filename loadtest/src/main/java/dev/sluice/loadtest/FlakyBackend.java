package dev.sluice.loadtest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A backend in this process that serves one model at once, until it is told to fail; and then serves again. */
final class FlakyBackend {

    /** How it fails. */
    enum Way {
        /** Nobody listens: a connection is refused. */
        REFUSED,
        /** A connection is accepted, and reset at once. */
        RESET
    }

    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final Vertx vertx;
    private final String model;
    private final int port = Local.freePort();
    private Supplier<Future<Void>> stop = Future::succeededFuture;

    /** Calls itself as its model is called. */
    FlakyBackend(Vertx vertx, String model) {
        this.vertx = vertx;
        this.model = model;
    }

    String model() {
        return model;
    }

    int port() {
        return port;
    }

    /** From now on it serves. */
    void serve() {
        stop.get().await();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(new PacedAnswers(vertx, model, List.of(model), AT_ONCE))
                .listen(port, Local.HOST)
                .await();
        stop = server::close;
    }

    /** From now on it fails so. */
    void fail(Way way) {
        stop.get().await();
        stop = switch (way) {
            case REFUSED -> Future::succeededFuture;
            case RESET -> reset()::close;
        };
    }

    private NetServer reset() {
        NetServerOptions abrupt = new NetServerOptions().setSoLinger(0);
        return vertx.createNetServer(abrupt)
                .connectHandler(NetSocket::close)
                .listen(port, Local.HOST)
                .await();
    }
}
