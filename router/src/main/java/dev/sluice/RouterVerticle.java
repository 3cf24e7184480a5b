package dev.sluice;

import dev.sluice.api.Door;
import dev.sluice.api.Entrance;
import dev.sluice.api.HeldBytes;
import dev.sluice.api.OpenAi;
import dev.sluice.config.Listener;
import dev.sluice.config.LiveConfig;
import dev.sluice.config.Secret;
import dev.sluice.config.SluiceConfig;
import dev.sluice.owner.Owner;
import dev.sluice.pool.BackendId;
import dev.sluice.relay.Failure;
import dev.sluice.relay.Relay;
import dev.sluice.relay.Underway;
import dev.sluice.routing.KnownModels;
import dev.sluice.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One event loop's share of the router: its listeners, its connections to backends, its exchanges. */
final class RouterVerticle extends VerticleBase {

    /** Bearer tokens and cookies of gateways in front are larger than the usual 8 KiB. */
    private static final int HEADER_BYTES = 32 * 1024;

    private final LiveConfig live;
    private final Owner owner;
    private final Supplier<Map<BackendId, Secret>> keys;
    private final HeldBytes held;
    private final Telemetry telemetry;
    private final Ports ports;
    private final Supplier<Door> door;
    private final List<HttpServer> servers = new ArrayList<>();
    private Underway underway = new Underway();

    /**
     * Not listening yet.
     *
     * @param keys what backends want to be shown, at that instant
     * @param held the bodies of all loops
     * @param telemetry who is told of requests
     * @param ports hears on which ports it listens
     * @param door whether requests are taken, now
     */
    RouterVerticle(
            LiveConfig live,
            Owner owner,
            Supplier<Map<BackendId, Secret>> keys,
            HeldBytes held,
            Telemetry telemetry,
            Ports ports,
            Supplier<Door> door) {
        this.live = live;
        this.owner = owner;
        this.keys = keys;
        this.held = held;
        this.telemetry = telemetry;
        this.ports = ports;
        this.door = door;
    }

    @Override
    public Future<?> start() {
        SluiceConfig config = live.get();
        Relay relay = new Relay(vertx, owner, Serving.dialer(vertx, config), config, keys);
        Serving serving = new Serving(vertx, live, relay);
        underway = relay.underway();
        List<Future<HttpServer>> listening = new ArrayList<>();
        for (int i = 0; i < config.listeners().size(); i++) {
            listening.add(listen(serving, i));
        }
        return Future.all(listening);
    }

    private Future<HttpServer> listen(Serving serving, int place) {
        Listener listener = serving.listener(place);
        KnownModels models = new KnownModels(() -> owner.snapshot().known(), () -> serving.offer(place));
        HttpServer server = vertx.createHttpServer(options(place, listener, serving.relay()));
        Entrance.open(
                server,
                () -> serving.listener(place).origins(),
                door,
                telemetry,
                OpenAi.router(vertx, serving::relay, held, models, door, telemetry));
        servers.add(server);
        return server.listen()
                .onSuccess(started -> ports.listens(place, started.actualPort()))
                .recover(cause -> Future.failedFuture(new CannotListen(
                        listener.address(), "address for clients (--host, --port, or listen)", cause)));
    }

    private static HttpServerOptions options(int place, Listener listener, Relay relay) {
        int port = listener.address().port();
        return new HttpServerOptions()
                .setHost(listener.address().host())
                .setPort(port == 0 ? Ports.sharedFree(place) : port)
                .setMaxHeaderSize(HEADER_BYTES)
                .setTcpUserTimeout(
                        Math.toIntExact(relay.timeouts().clientStall().toMillis()))
                .setTcpKeepAlive(true)
                .setHttp2ClearTextEnabled(false);
    }

    /** Tells those that wait that they will not be served here. From any thread. */
    void turnAway(Failure why) {
        context.runOnContext(v -> underway.turnAway(why));
    }

    /** Tells all that it goes on no longer. From any thread. */
    void cutShort(Failure why) {
        context.runOnContext(v -> underway.cutShort(why));
    }

    /**
     * Listens no more. Completes when nothing is under way, on any thread.
     *
     * @param longest after which connections that are left are closed all the same
     */
    Future<Void> finish(Duration longest) {
        Promise<Void> over = Promise.promise();
        context.runOnContext(v -> {
            List<Future<Void>> closed = servers.stream()
                    .map(server -> server.shutdown(longest.toMillis(), TimeUnit.MILLISECONDS))
                    .toList();
            underway.ended()
                    .compose(done -> Future.join(closed))
                    .<Void>mapEmpty()
                    .onComplete(over);
        });
        return over.future();
    }

    /** The clients first: what runs for them is cancelled while there still are connections to cancel it by. */
    @Override
    public Future<?> stop() {
        return Future.join(servers.stream().map(HttpServer::close).toList());
    }
}
