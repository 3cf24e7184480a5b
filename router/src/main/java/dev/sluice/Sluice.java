package dev.sluice;

import dev.sluice.admission.Snapshot;
import dev.sluice.api.HeldBytes;
import dev.sluice.config.LiveConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.owner.Owner;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** A running router: puts the rooms together, and takes them apart. */
public final class Sluice {

    private final Vertx vertx;
    private final Owner owner;
    private final String ownerDeployment;
    private final String routerDeployment;
    private final Ports ports;
    private final int managementPort;

    private Sluice(
            Vertx vertx,
            Owner owner,
            String ownerDeployment,
            String routerDeployment,
            Ports ports,
            int managementPort) {
        this.vertx = vertx;
        this.owner = owner;
        this.ownerDeployment = ownerDeployment;
        this.routerDeployment = routerDeployment;
        this.ports = ports;
        this.managementPort = managementPort;
    }

    /** Starts one; fails if it cannot listen. Its backends are looked at from then on, and need not be there yet. */
    public static Future<Sluice> start(Vertx vertx, SluiceConfig config) {
        LiveConfig live = new LiveConfig(config);
        OwnerVerticle verticle = new OwnerVerticle(live);
        return vertx.deployVerticle(verticle)
                .compose(deployment -> listen(vertx, live, verticle.owner(), verticle.managementPort(), deployment)
                        .recover(cause -> vertx.undeploy(deployment).transform(v -> Future.failedFuture(cause))));
    }

    private static Future<Sluice> listen(
            Vertx vertx, LiveConfig live, Owner owner, int managementPort, String ownerDeployment) {
        Ports ports = new Ports();
        HeldBytes held = new HeldBytes(() -> live.get().limits().heldBytes());
        DeploymentOptions perLoop =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        return vertx.deployVerticle(
                        () -> new RouterVerticle(live, owner, () -> live.get().keys(), held, ports), perLoop)
                .map(deployment -> new Sluice(vertx, owner, ownerDeployment, deployment, ports, managementPort));
    }

    /** The first port that it listens on for clients. */
    public int port() {
        return ports.first();
    }

    /** The ports that it listens on for clients, in the order of the configuration. */
    public List<Integer> ports() {
        return ports.all();
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
