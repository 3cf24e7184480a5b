package dev.sluice.backends.parity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;

/** What a llama-server tells of itself. */
record LlamaServerState(URI engine) {

    int processing() throws IOException {
        return (int) metric("requests_processing");
    }

    int deferred() throws IOException {
        return (int) metric("requests_deferred");
    }

    double metric(String name) throws IOException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith("llamacpp:" + name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    JsonObject slot(int id) throws IOException {
        return slots().getJsonObject(id);
    }

    JsonArray slots() throws IOException {
        return new JsonArray(get("/slots"));
    }

    boolean works() throws IOException {
        return slot(0).getBoolean("is_processing");
    }

    private String get(String path) throws IOException {
        return Wire.ask(engine, Request.get(path)).body();
    }
}
