package dev.sluice.backends.simulated;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.NetClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A listener on loopback and the connections that came through it. To be used on one event loop. */
final class Door {

    private static final String HOST = "127.0.0.1";

    private final Vertx vertx;
    private final HttpServerOptions options;
    private final Engine.Connections rules;
    private final Consumer<HttpServerRequest> guest;
    private final NetClient client;

    // Mutable state, on the event loop only.
    private final Map<HttpConnection, KeepAlive> connections = new HashMap<>();
    private int port;
    private @Nullable HttpServer listener;

    Door(
            Vertx vertx,
            int port,
            HttpServerOptions options,
            Engine.Connections rules,
            Consumer<HttpServerRequest> guest) {
        this.vertx = vertx;
        this.port = port;
        this.options = options;
        this.rules = rules;
        this.guest = guest;
        this.client = vertx.createNetClient();
    }

    int port() {
        return port;
    }

    /** Listens, if it does not; on the same port as before. */
    Future<Void> open() {
        if (listener != null) {
            return Future.succeededFuture();
        }
        HttpServer made =
                vertx.createHttpServer(options).connectionHandler(this::enters).requestHandler(this::asks);
        listener = made;
        return made.listen(port, HOST).onFailure(cause -> listener = null).map(started -> {
            port = started.actualPort();
            return null;
        });
    }

    /** Listens no more. Connections at work live on, those that idle are closed. */
    Future<Void> shut() {
        HttpServer closing = listener;
        listener = null;
        if (closing == null) {
            return Future.succeededFuture();
        }
        closing.shutdown(1, TimeUnit.DAYS); // its future would wait for the last of the connections
        return refused();
    }

    /** Listens no more, and ends every connection in the middle of what it is at. */
    Future<Void> slam() {
        HttpServer closing = listener;
        listener = null;
        List.copyOf(connections.keySet()).forEach(HttpConnection::close);
        return closing == null ? Future.succeededFuture() : closing.close().compose(closed -> refused());
    }

    /** Without native transports, the system still accepts for a moment after a listener has been closed. */
    private Future<Void> refused() {
        return client.connect(port, HOST)
                .transform(tried -> tried.succeeded()
                        ? tried.result()
                                .close()
                                .compose(again -> listener == null ? refused() : Future.succeededFuture())
                        : Future.succeededFuture());
    }

    /** Ends this connection with a reset. */
    static void reset(HttpConnection connection) {
        Channel channel =
                ((HttpServerConnection) connection).channelHandlerContext().channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var unused = channel.close();
    }

    private void enters(HttpConnection connection) {
        KeepAlive keepAlive = new KeepAlive(vertx, connection, rules);
        connections.put(connection, keepAlive);
        connection.closeHandler(gone -> {
            connections.remove(connection);
            keepAlive.gone();
        });
    }

    private void asks(HttpServerRequest request) {
        KeepAlive keepAlive = connections.get(request.connection());
        if (keepAlive != null) {
            keepAlive.asked(request.response());
        }
        guest.accept(request);
    }
}
