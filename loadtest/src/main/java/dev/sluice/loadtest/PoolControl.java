package dev.sluice.loadtest;

import dev.sluice.Sluice;
import dev.sluice.admission.Snapshot;
import dev.sluice.admission.Snapshot.Use;
import dev.sluice.pool.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a load test may see of the demo pool and do to it, over HTTP: {@code GET /} tells who waits, what runs and what
 * each backend was asked; {@code POST /kill/N} and {@code POST /revive/N} do that to the backend that the router calls
 * {@code bN}, and tell the same.
 */
final class PoolControl {

    private final Sluice sluice;
    private final List<PoolBackend> pool;

    PoolControl(Sluice sluice, List<PoolBackend> pool) {
        this.sluice = sluice;
        this.pool = List.copyOf(pool);
    }

    /** Listens on a free port, and tells which. */
    Future<Integer> listen(Vertx vertx) {
        return vertx.createHttpServer()
                .requestHandler(this::route)
                .listen(0, Local.HOST)
                .map(HttpServer::actualPort);
    }

    /** Whether the router may use every backend. */
    boolean allUp() {
        List<Use> uses = sluice.snapshot().backends();
        return uses.size() == pool.size()
                && uses.stream().allMatch(use -> use.backend().health() == Health.UP);
    }

    private void route(HttpServerRequest request) {
        Future.succeededFuture(request.path().split("/", -1))
                .compose(this::obey)
                .onSuccess(done -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(books().encode()))
                .onFailure(e -> request.response().setStatusCode(400).end(e.toString()));
    }

    private Future<Void> obey(String[] path) {
        return switch (path[1]) {
            case "" -> Future.succeededFuture();
            case "kill" -> named(path[2]).kill();
            case "revive" -> named(path[2]).revive();
            default -> Future.failedFuture("there is no /" + path[1] + " here");
        };
    }

    private PoolBackend named(String number) {
        return pool.get(Integer.parseInt(number) - 1);
    }

    private JsonObject books() {
        Snapshot snapshot = sluice.snapshot();
        List<JsonObject> each = pool.stream().map(PoolBackend::books).toList();
        JsonObject all = new JsonObject();
        each.forEach(books -> books.forEach(
                entry -> all.put(entry.getKey(), all.getInteger(entry.getKey(), 0) + (Integer) entry.getValue())));
        return all.put("quiet", snapshot.quiet() && all.getInteger("running") == 0)
                .put("up", allUp())
                .put("waiting", snapshot.waiting())
                .put("stale", snapshot.stale())
                .put("backends", new JsonArray(each));
    }
}
