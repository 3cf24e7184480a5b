package dev.sluice.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * An inference server whose model, {@code counting}, answers every prompt with {@code " 1 2 3 …"}, one number to a
 * token, {@code max_tokens} of them.
 *
 * <p>It takes chat and plain completions, streamed or not. A request that finds no free slot waits without a byte, as
 * in llama-server; one whose client has gone is dropped.
 */
public final class CountingBackend {

    /** The model that it serves. */
    public static final String MODEL = "counting";

    private final Vertx vertx;
    private final CountingProfile profile;
    private final HttpServer server;
    private final Queue<Recitation> waiting = new ArrayDeque<>();
    private final Set<Recitation> running = new HashSet<>();

    private CountingBackend(Vertx vertx, CountingProfile profile) {
        this.vertx = vertx;
        this.profile = profile;
        this.server = vertx.createHttpServer().requestHandler(this::route);
    }

    /** Starts one on a port of loopback, 0 for any that is free. */
    public static Future<CountingBackend> start(Vertx vertx, CountingProfile profile, int port) {
        CountingBackend backend = new CountingBackend(vertx, profile);
        return backend.server.listen(port, "127.0.0.1").map(backend);
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Breaks every connection and stops listening. */
    public Future<Void> stop() {
        return server.close();
    }

    private void route(HttpServerRequest request) {
        String call = request.method() + " " + request.path();
        switch (call) {
            case "GET /health" -> json(request.response(), new JsonObject().put("status", "ok"));
            case "GET /v1/models" -> json(request.response(), models());
            case "GET /slots" -> request.response().end(slots().toBuffer());
            case "POST /v1/chat/completions" -> read(request, Shape.CHAT);
            case "POST /v1/completions" -> read(request, Shape.TEXT);
            default -> fail(request.response(), 404, "There is no " + call + " here.");
        }
    }

    private void read(HttpServerRequest request, Shape shape) {
        request.body().onSuccess(body -> {
            try {
                begin(request.response(), shape, body);
            } catch (DecodeException | ClassCastException notOne) {
                fail(
                        request.response(),
                        400,
                        "Expected: a JSON object, in it \"stream\" a boolean, \"max_tokens\" a number.");
            }
        });
    }

    private void begin(HttpServerResponse response, Shape shape, Buffer body) {
        Recitation recitation = Recitation.of(new JsonObject(body), shape, response, profile.pace());
        waiting.add(recitation);
        response.exceptionHandler(gone -> {});
        response.closeHandler(closed -> {
            recitation.stop();
            waiting.remove(recitation);
            leave(recitation);
        });
        fillSlots();
    }

    private void fillSlots() {
        while (running.size() < profile.slots() && !waiting.isEmpty()) {
            Recitation next = waiting.remove();
            running.add(next);
            next.start(vertx, () -> leave(next));
        }
    }

    private void leave(Recitation recitation) {
        running.remove(recitation);
        fillSlots();
    }

    private JsonObject models() {
        JsonObject model =
                new JsonObject().put("id", MODEL).put("object", "model").put("owned_by", profile.owner());
        return new JsonObject().put("object", "list").put("data", new JsonArray().add(model));
    }

    private JsonArray slots() {
        JsonArray slots = new JsonArray();
        for (int id = 0; id < profile.slots(); id++) {
            slots.add(new JsonObject().put("id", id).put("is_processing", id < running.size()));
        }
        return slots;
    }

    private static void fail(HttpServerResponse response, int status, String message) {
        JsonObject error =
                new JsonObject().put("code", status).put("message", message).put("type", "invalid_request_error");
        json(response.setStatusCode(status), new JsonObject().put("error", error));
    }

    private static void json(HttpServerResponse response, JsonObject body) {
        response.putHeader("Content-Type", "application/json").end(body.toBuffer());
    }
}
