package dev.sluice;

import dev.sluice.admission.Snapshot;
import dev.sluice.api.HeldBytes;
import dev.sluice.config.SluiceConfig;
import dev.sluice.owner.Owner;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;

/** A running router: puts the rooms together, and takes them apart. */
public final class Sluice {

    private final Vertx vertx;
    private final Owner owner;
    private final String ownerDeployment;
    private final String routerDeployment;
    private final int port;
    private final int managementPort;

    private Sluice(
            Vertx vertx, Owner owner, String ownerDeployment, String routerDeployment, int port, int managementPort) {
        this.vertx = vertx;
        this.owner = owner;
        this.ownerDeployment = ownerDeployment;
        this.routerDeployment = routerDeployment;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts one; fails if it cannot listen. Its backends are looked at from then on, and need not be there yet. */
    public static Future<Sluice> start(Vertx vertx, SluiceConfig config) {
        OwnerVerticle verticle = new OwnerVerticle(config);
        return vertx.deployVerticle(verticle)
                .compose(deployment -> listen(vertx, config, verticle.owner(), verticle.managementPort(), deployment)
                        .recover(cause -> vertx.undeploy(deployment).transform(v -> Future.failedFuture(cause))));
    }

    private static Future<Sluice> listen(
            Vertx vertx, SluiceConfig config, Owner owner, int managementPort, String ownerDeployment) {
        AtomicInteger port = new AtomicInteger();
        HeldBytes held = new HeldBytes(config.limits().heldBytes());
        DeploymentOptions perLoop =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        return vertx.deployVerticle(() -> new RouterVerticle(config, owner, held, port::set), perLoop)
                .map(deployment -> new Sluice(vertx, owner, ownerDeployment, deployment, port.get(), managementPort));
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** The port of its management address; 0 if it has none. */
    public int managementPort() {
        return managementPort;
    }

    /** Who waits and what runs at this instant. */
    public Snapshot snapshot() {
        return owner.snapshot();
    }

    /** The time in which snapshots speak, now: nanoseconds since it was started. */
    public long now() {
        return owner.now();
    }

    /** Closes its listener and every connection, and looks at its backends no more. */
    public Future<Void> stop() {
        return vertx.undeploy(routerDeployment).eventually(() -> vertx.undeploy(ownerDeployment));
    }
}
