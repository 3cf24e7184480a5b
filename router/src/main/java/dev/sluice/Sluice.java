package dev.sluice;

import dev.sluice.admission.Snapshot;
import dev.sluice.api.HeldBytes;
import dev.sluice.config.ConfigFile;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.LiveConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.telemetry.Telemetry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A running router: puts the rooms together, and takes them apart. */
public final class Sluice {

    private final Vertx vertx;
    private final LiveConfig live;
    private final Closing closing;
    private final OwnerVerticle.Parts parts;
    private final Ports ports;
    private final Telemetry telemetry;
    private final List<String> deployments;

    private Sluice(
            Vertx vertx,
            LiveConfig live,
            Closing closing,
            OwnerVerticle.Parts parts,
            Ports ports,
            Telemetry telemetry,
            List<String> deployments) {
        this.vertx = vertx;
        this.live = live;
        this.closing = closing;
        this.parts = parts;
        this.ports = ports;
        this.telemetry = telemetry;
        this.deployments = deployments;
    }

    /** Starts one; fails if it cannot listen. Its backends are looked at from then on, and need not be there yet. */
    public static Future<Sluice> start(Vertx vertx, SluiceConfig config) {
        return start(vertx, config, new Telemetry(config.access()));
    }

    /** The same, which tells this of itself, and closes it at its end. */
    public static Future<Sluice> start(Vertx vertx, SluiceConfig config, Telemetry telemetry) {
        return start(vertx, config, Optional.empty(), telemetry);
    }

    /** The same, of a configuration that stands in this file, if in any; it is read again when it shall be. */
    public static Future<Sluice> start(
            Vertx vertx, SluiceConfig config, Optional<ConfigFile> file, Telemetry telemetry) {
        LiveConfig live = new LiveConfig(config);
        List<RouterVerticle> loops = new CopyOnWriteArrayList<>();
        Closing closing = new Closing(vertx, loops);
        OwnerVerticle verticle = new OwnerVerticle(live, file, closing, telemetry);
        Ports ports = new Ports();
        HeldBytes held = new HeldBytes(() -> live.get().limits().heldBytes());
        Supplier<RouterVerticle> loop = () -> {
            OwnerVerticle.Parts parts = verticle.parts();
            RouterVerticle made = new RouterVerticle(
                    live, parts.owner(), parts.membership()::keys, held, telemetry, ports, closing::door);
            loops.add(made);
            return made;
        };
        return vertx.deployVerticle(verticle)
                .compose(owner -> vertx.deployVerticle(loop, onEachLoop())
                        .recover(cause -> vertx.undeploy(owner).transform(v -> Future.failedFuture(cause)))
                        .map(clients -> new Sluice(
                                vertx, live, closing, verticle.parts(), ports, telemetry, List.of(clients, owner))));
    }

    private static DeploymentOptions onEachLoop() {
        return new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
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
        return parts.managementPort();
    }

    /** Who waits and what runs at this instant. */
    public Snapshot snapshot() {
        return parts.owner().snapshot();
    }

    /** The time in which snapshots speak, now: nanoseconds since it was started. */
    public long now() {
        return parts.owner().now();
    }

    /** Reads its file again. Fails with an {@link InvalidConfig}, and changes nothing, if anything is wrong. */
    public Future<Void> reload() {
        return parts.reloading().reload();
    }

    /** Ends as its configuration says: what runs may go on for a while. Then it is to be stopped. */
    public Future<Void> shutDown() {
        return closing.begin(live.get().shutdown());
    }

    /** There is no time left to end so. */
    public void hurry() {
        closing.hurry();
    }

    /** How many requests have come and not ended. */
    public int inFlight() {
        return telemetry.inFlight();
    }

    /** Closes its listeners and every connection, and looks at its backends no more. */
    public Future<Void> stop() {
        return vertx.undeploy(deployments.getFirst())
                .eventually(() -> vertx.undeploy(deployments.getLast()))
                .onComplete(stopped -> telemetry.close());
    }
}
