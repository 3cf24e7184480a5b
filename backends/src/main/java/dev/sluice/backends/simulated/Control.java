package dev.sluice.backends.simulated;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Fault.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;

/**
 * Breaks and mends a simulated backend over HTTP, on a port of its own, which answers whatever state the backend is in.
 *
 * <pre>
 * GET    /                     its address, its requests so far, its faults
 * PUT    /faults/cut?token=5   turns a fault on, in the words of {@link Fault#parse}
 * DELETE /faults/cut           turns it off
 * DELETE /faults               turns all off
 * POST   /kill, /terminate, /revive
 * </pre>
 *
 * Each answers with the state after it, or with 400 and a sentence that says what is wrong.
 */
public final class Control {

    private static final String FAULTS = "/faults";
    private static final int BAD_REQUEST = 400;

    private final SimulatedBackend backend;

    private Control(SimulatedBackend backend) {
        this.backend = backend;
    }

    /** Listens on a port of loopback, 0 for any that is free; its address. Fails if it cannot. */
    public static Future<String> start(Vertx vertx, SimulatedBackend backend, int port) {
        Control control = new Control(backend);
        return vertx.createHttpServer()
                .requestHandler(control::handle)
                .listen(port, "127.0.0.1")
                .map(HttpServer::actualPort)
                .map(taken -> "http://127.0.0.1:" + taken);
    }

    private void handle(HttpServerRequest request) {
        try {
            obey(request).onSuccess(done -> state(request)).onFailure(failed -> refuse(request, 500, failed));
        } catch (IllegalArgumentException wrong) {
            refuse(request, BAD_REQUEST, wrong);
        }
    }

    private Future<Void> obey(HttpServerRequest request) {
        String order = request.method() + " " + request.path();
        if (order.startsWith("PUT " + FAULTS + "/")) {
            return backend.begin(Fault.parse(request.uri().substring(FAULTS.length() + 1)));
        }
        if (order.startsWith("DELETE " + FAULTS + "/")) {
            return backend.end(
                    Fault.parse(request.path().substring(FAULTS.length() + 1)).kind());
        }
        return switch (order) {
            case "GET /" -> Future.succeededFuture();
            case "DELETE " + FAULTS ->
                Future.all(Arrays.stream(Kind.values()).map(backend::end).toList())
                        .mapEmpty();
            case "POST /kill" -> backend.kill();
            case "POST /terminate" -> backend.terminate();
            case "POST /revive" -> backend.revive();
            default ->
                throw new IllegalArgumentException("There is no " + order + " here. There are: GET /,"
                        + " PUT /faults/<fault>, DELETE /faults[/<fault>], POST /kill, POST /terminate, POST /revive.");
        };
    }

    private void state(HttpServerRequest request) {
        Tally tally = backend.tally();
        ObjectNode requests = Json.object()
                .put("asked", tally.asked())
                .put("complete", tally.complete())
                .put("left", tally.left())
                .put("broken", tally.broken());
        ArrayNode faults = Json.array();
        backend.faults().forEach(faults::add);
        ObjectNode state = Json.object()
                .put("engine", backend.engine().name())
                .put("url", backend.url())
                .<ObjectNode>set("requests", requests)
                .set("faults", faults);
        request.response().putHeader("Content-Type", "application/json").end(state.toString());
    }

    private static void refuse(HttpServerRequest request, int status, Throwable why) {
        request.response().setStatusCode(status).end(why.getMessage() + "\n");
    }
}
