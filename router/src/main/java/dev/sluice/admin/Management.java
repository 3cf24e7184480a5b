package dev.sluice.admin;

import dev.sluice.config.InvalidConfig;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.telemetry.Scrape;
import dev.sluice.telemetry.Words;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** What can be asked and told on the management address: for whoever runs the router, not for its clients. */
public final class Management {

    private final Vertx vertx;
    private final Owner owner;
    private final Supplier<Future<Buffer>> metrics;
    private final Supplier<Future<Void>> reload;
    private final Readiness readiness;
    private final Gate gate;

    /**
     * Of this router.
     *
     * @param metrics their text now
     * @param stopping whether it was told to end
     * @param reload reads the configuration again; fails with an {@link InvalidConfig}
     * @param bearer what the {@code Authorization} header of those has to be who change something from elsewhere
     */
    public Management(
            Vertx vertx,
            Owner owner,
            Supplier<Future<Buffer>> metrics,
            BooleanSupplier stopping,
            Supplier<Future<Void>> reload,
            Supplier<Optional<String>> bearer) {
        this.vertx = vertx;
        this.owner = owner;
        this.metrics = metrics;
        this.reload = reload;
        this.readiness = new Readiness(vertx, owner::snapshot, stopping);
        this.gate = new Gate(bearer);
    }

    /** Its routes. */
    public Router router() {
        Router router = Router.router(vertx);
        router.get("/livez").handler(HealthCheckHandler.createWithHealthChecks(readiness.alive()));
        router.get("/readyz").handler(HealthCheckHandler.createWithHealthChecks(readiness.ready()));
        router.get("/metrics").method(HttpMethod.HEAD).handler(this::metrics);
        router.get("/backends")
                .handler(context -> context.json(new BackendsView(owner.snapshot(), owner.now()).json()));
        router.get("/queues").handler(context -> context.json(new QueuesView(owner.snapshot(), owner.now()).json()));
        router.post("/backends/:id/drain").handler(gate).handler(context -> tell(context, owner::drain));
        router.post("/backends/:id/undrain").handler(gate).handler(context -> tell(context, owner::undrain));
        router.post("/reload").handler(gate).handler(this::reload);
        return router;
    }

    private void metrics(RoutingContext context) {
        metrics.get()
                .onSuccess(text -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, Scrape.CONTENT_TYPE)
                        .end(text))
                .onFailure(context::fail);
    }

    private static void tell(RoutingContext context, Function<BackendId, Future<Optional<Backend>>> order) {
        String id = context.pathParam("id");
        order.apply(new BackendId(id))
                .onSuccess(backend -> backend.ifPresentOrElse(
                        known -> context.json(new JsonObject().put("id", id).put("admin", Words.of(known.admin()))),
                        () -> Refusal.say(
                                context, 404, "There is no backend '" + id + "' here. GET /backends lists them.")))
                .onFailure(context::fail);
    }

    private void reload(RoutingContext context) {
        reload.get()
                .onSuccess(done -> context.json(new JsonObject().put("reloaded", true)))
                .onFailure(cause -> {
                    List<String> problems = cause instanceof InvalidConfig invalid
                            ? invalid.problems()
                            : List.of(String.valueOf(cause.getMessage()));
                    context.response().setStatusCode(422);
                    context.json(new JsonObject().put("reloaded", false).put("problems", new JsonArray(problems)));
                });
    }
}
