package dev.sluice;

import dev.sluice.admin.Management;
import dev.sluice.admission.Admission;
import dev.sluice.config.Address;
import dev.sluice.config.PoolConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.health.HealthMonitor;
import dev.sluice.owner.Owner;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The event loop on which admission is decided, backends are looked at and the management address answers; of this
 * verticle there is one.
 */
final class OwnerVerticle extends VerticleBase {

    private final SluiceConfig config;
    private @Nullable Owner owner;
    private volatile int managementPort;

    OwnerVerticle(SluiceConfig config) {
        this.config = config;
    }

    @Override
    public Future<?> start() {
        PoolConfig pool = config.pool();
        Admission admission = new Admission(config.limits().queueLength(), pool.hostSlots());
        Owner made = new Owner(
                vertx, context, admission, it -> new HealthMonitor(vertx, pool.backends(), pool.aliases(), it));
        made.start();
        owner = made;
        return config.management()
                .map(address -> listen(address, made))
                .orElseGet(() -> Future.succeededFuture(0))
                .onSuccess(port -> managementPort = port);
    }

    private Future<Integer> listen(Address address, Owner owner) {
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost(address.host()).setPort(address.port()))
                .requestHandler(Management.router(vertx, owner::snapshot, owner::now))
                .listen()
                .map(HttpServer::actualPort)
                .recover(cause -> Future.failedFuture(new CannotListen(address, "--management", cause)));
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
