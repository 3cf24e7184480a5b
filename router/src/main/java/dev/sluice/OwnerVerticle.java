package dev.sluice;

import dev.sluice.admin.Management;
import dev.sluice.admission.Admission;
import dev.sluice.admission.Bounds;
import dev.sluice.admission.QueueBound;
import dev.sluice.config.Address;
import dev.sluice.config.LiveConfig;
import dev.sluice.config.PoolConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.health.HealthMonitor;
import dev.sluice.owner.Owner;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The event loop on which admission is decided, backends are looked at and the management address answers; of this
 * verticle there is one.
 */
final class OwnerVerticle extends VerticleBase {

    private final LiveConfig live;
    private @Nullable Owner owner;
    private volatile int managementPort;

    OwnerVerticle(LiveConfig live) {
        this.live = live;
    }

    @Override
    public Future<?> start() {
        SluiceConfig config = live.get();
        PoolConfig pool = config.pool();
        Admission admission = new Admission(
                Poolkeeper.bounds(config));
        Owner made = new Owner(
                vertx,
                context,
                admission,
                it -> new HealthMonitor(vertx, pool.backends(), config.models().aliases(), it));
        made.start();
        owner = made;
        return config.management()
                .map(management -> listen(management.address(), made))
                .orElseGet(() -> Future.succeededFuture(0))
                .onSuccess(port -> managementPort = port);
    }

    private Future<Integer> listen(Address address, Owner owner) {
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost(address.host()).setPort(address.port()))
                .requestHandler(Management.router(vertx, owner::snapshot, owner::now))
                .listen()
                .map(HttpServer::actualPort)
                .recover(cause -> Future.failedFuture(new CannotListen(address, "management address", cause)));
    }

    /** The port of the management address, once the verticle is deployed; 0 if there is none. */
    int managementPort() {
        return managementPort;
    }

    /** The owner, once the verticle is deployed. */
    Owner owner() {
        return Objects.requireNonNull(owner, "not deployed");
    }
}
