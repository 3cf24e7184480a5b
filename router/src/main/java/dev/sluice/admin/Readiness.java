package dev.sluice.admin;

import dev.sluice.admission.Snapshot;
import dev.sluice.pool.AdminState;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import dev.sluice.telemetry.Words;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Whether the router lives, and whether it should be sent requests; of what is known already, so it costs nothing. */
final class Readiness {

    private final Vertx vertx;
    private final Supplier<Snapshot> snapshot;
    private final BooleanSupplier stopping;

    Readiness(Vertx vertx, Supplier<Snapshot> snapshot, BooleanSupplier stopping) {
        this.vertx = vertx;
        this.snapshot = snapshot;
        this.stopping = stopping;
    }

    /** That the loop which owns admission answers is all there is to know: a restart mends nothing else. */
    HealthChecks alive() {
        return HealthChecks.create(vertx).register("owner", answer -> answer.complete(Status.OK()));
    }

    HealthChecks ready() {
        return HealthChecks.create(vertx).register("backends", this::backends).register("shutdown", this::shutdown);
    }

    private void backends(Promise<Status> answer) {
        JsonObject states = new JsonObject();
        boolean serves = false;
        for (Backend backend : snapshot.get().known()) {
            states.put(backend.id().value(), state(backend));
            serves |= serves(backend);
        }
        JsonObject data = new JsonObject().put("states", states);
        if (serves) {
            answer.complete(Status.OK(data));
        } else {
            answer.complete(Status.KO(data.put("reason", "no backend can serve: GET /backends says why of each")));
        }
    }

    private void shutdown(Promise<Status> answer) {
        answer.complete(
                stopping.getAsBoolean()
                        ? Status.KO(new JsonObject().put("reason", "the router is shutting down"))
                        : Status.OK());
    }

    /** One that is too busy to answer probes serves all the same. */
    private static boolean serves(Backend backend) {
        boolean well = backend.health() == Health.UP || backend.health() == Health.SILENT;
        return well
                && backend.admin() == AdminState.IN_SERVICE
                && !backend.models().isEmpty();
    }

    private static String state(Backend backend) {
        return Words.of(backend.admin() == AdminState.IN_SERVICE ? backend.health() : backend.admin());
    }
}
