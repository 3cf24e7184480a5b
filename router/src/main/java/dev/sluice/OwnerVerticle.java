package dev.sluice;

import dev.sluice.admin.Management;
import dev.sluice.admission.Admission;
import dev.sluice.config.ConfigFile;
import dev.sluice.config.LiveConfig;
import dev.sluice.config.ManagementConfig;
import dev.sluice.health.HealthMonitor;
import dev.sluice.owner.Owner;
import dev.sluice.telemetry.Scrape;
import dev.sluice.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The event loop on which admission is decided, backends are looked at and the management address answers; of this
 * verticle there is one.
 */
final class OwnerVerticle extends VerticleBase {

    /** What the others of the router need of it. */
    record Parts(Owner owner, Membership membership, Reloading reloading, int managementPort) {}

    private final LiveConfig live;
    private final Optional<ConfigFile> file;
    private final Closing closing;
    private final Telemetry telemetry;
    private volatile @Nullable Parts parts;

    /** Of this configuration, which is read again from that file, if there is one. */
    OwnerVerticle(LiveConfig live, Optional<ConfigFile> file, Closing closing, Telemetry telemetry) {
        this.live = live;
        this.file = file;
        this.closing = closing;
        this.telemetry = telemetry;
    }

    @Override
    public Future<?> start() {
        AtomicReference<@Nullable HealthMonitor> monitor = new AtomicReference<>(null);
        Owner owner = new Owner(vertx, context, new Admission(Membership.bounds(live.get())), it -> {
            HealthMonitor made =
                    new HealthMonitor(vertx, () -> live.get().models().aliases(), it);
            monitor.set(made);
            return made;
        });
        telemetry.watch(owner::snapshot, owner::now);
        Membership membership = new Membership(vertx, owner, Objects.requireNonNull(monitor.get()));
        membership.begin(live.get());
        Reloading reloading = new Reloading(vertx, file, live, membership::change);
        reloading.begin();
        return live.get()
                .management()
                .map(management -> listen(management, owner, reloading))
                .orElseGet(() -> Future.succeededFuture(0))
                .onSuccess(port -> parts = new Parts(owner, membership, reloading, port));
    }

    private Future<Integer> listen(ManagementConfig management, Owner owner, Reloading reloading) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(management.address().host())
                .setPort(management.address().port());
        Management routes = new Management(
                vertx, owner, new Scrape(vertx, telemetry), closing::isBegun, reloading::reload, this::token);
        return vertx.createHttpServer(options)
                .requestHandler(routes.router())
                .listen()
                .map(HttpServer::actualPort)
                .recover(cause -> Future.failedFuture(new CannotListen(
                        management.address(), "management address (--management, or management.address)", cause)));
    }

    private Optional<String> token() {
        return live.get().management().flatMap(ManagementConfig::token).map(secret -> secret.bearer());
    }

    /** What is there once the verticle is deployed. */
    Parts parts() {
        return Objects.requireNonNull(parts, "not deployed");
    }

    @Override
    public Future<?> stop() {
        return parts == null ? Future.succeededFuture() : parts().membership().close();
    }
}
