package dev.sluice;

import dev.sluice.api.Entrance;
import dev.sluice.api.HeldBytes;
import dev.sluice.api.OpenAi;
import dev.sluice.config.SluiceConfig;
import dev.sluice.owner.Owner;
import dev.sluice.relay.Relay;
import dev.sluice.routing.KnownModels;
import dev.sluice.upstream.Dialer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One event loop's share of the router: its listener, its connections to backends, its exchanges. */
final class RouterVerticle extends VerticleBase {

    /** Bearer tokens and cookies of gateways in front are larger than the usual 8 KiB. */
    private static final int HEADER_BYTES = 32 * 1024;

    /** To Vert.x, a negative port is a free one that all instances of a verticle share. */
    private static final int SHARED_FREE_PORT = -1;

    private final SluiceConfig config;
    private final Owner owner;
    private final HeldBytes held;
    private final IntConsumer listening;
    private @Nullable HttpServer server;

    RouterVerticle(SluiceConfig config, Owner owner, HeldBytes held, IntConsumer listening) {
        this.config = config;
        this.owner = owner;
        this.held = held;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        Dialer dialer =
                new Dialer(vertx, config.timeouts().connect(), config.timeouts().idle());
        Relay relay =
                new Relay(vertx, owner, dialer, config.limits(), config.timeouts(), config.heartbeat(), config.keys());
        KnownModels models = new KnownModels(() -> owner.snapshot().known(), config.defaultModel());
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port() == 0 ? SHARED_FREE_PORT : config.port())
                .setMaxHeaderSize(HEADER_BYTES)
                .setTcpUserTimeout(
                        Math.toIntExact(config.timeouts().clientStall().toMillis()))
                .setTcpKeepAlive(true)
                .setHttp2ClearTextEnabled(false);
        HttpServer made = vertx.createHttpServer(options);
        Entrance.open(made, config.origins(), OpenAi.router(vertx, relay, held, models));
        server = made;
        return made.listen().onSuccess(started -> listening.accept(started.actualPort()));
    }

    /** The clients first: what runs for them is cancelled while there still are connections to cancel it by. */
    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.close();
    }
}
