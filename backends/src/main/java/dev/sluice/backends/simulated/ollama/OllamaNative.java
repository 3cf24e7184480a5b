package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;
import io.vertx.core.http.HttpServerRequest;

/**
 * Ollama's own words.
 *
 * @param streamed whether a stream is wanted
 */
record OllamaNative(boolean streamed) implements OllamaDialect {

    static ObjectNode error(Refused refused) {
        return Json.object().put("error", refused.message());
    }

    @Override
    public String streamType() {
        return "application/x-ndjson";
    }

    @Override
    public String event(JsonNode line) {
        return OllamaReply.text(line) + "\n";
    }

    @Override
    public void answer(HttpServerRequest request, JsonNode answer) {
        OllamaReply.json(request, 200, answer);
    }

    @Override
    public void refuse(HttpServerRequest request, Refused refused) {
        OllamaReply.json(request, refused.status(), error(refused));
    }

    @Override
    public void fail(HttpServerRequest request, Refused failure) {
        String type = streamed ? OllamaReply.PLAIN_JSON : OllamaReply.JSON;
        OllamaReply.text(request, failure.status(), type, OllamaReply.text(error(failure)));
    }
}
