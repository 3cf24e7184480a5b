package dev.sluice;

import dev.sluice.admission.Admission;
import dev.sluice.config.SluiceConfig;
import dev.sluice.health.HealthMonitor;
import dev.sluice.owner.Owner;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The event loop on which admission is decided and backends are looked at; of this verticle there is one. */
final class OwnerVerticle extends VerticleBase {

    private final SluiceConfig config;
    private @Nullable Owner owner;

    OwnerVerticle(SluiceConfig config) {
        this.config = config;
    }

    @Override
    public Future<?> start() {
        Admission admission = new Admission(config.limits().queueLength(), Map.of());
        Owner made = new Owner(vertx, context, admission, it -> new HealthMonitor(vertx, config.backends(), it));
        made.start();
        owner = made;
        return Future.succeededFuture();
    }

    /** The owner, once the verticle is deployed. */
    Owner owner() {
        return Objects.requireNonNull(owner, "not deployed");
    }
}
