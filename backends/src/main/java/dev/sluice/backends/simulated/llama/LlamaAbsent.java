package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;
import io.vertx.core.http.HttpServerRequest;

/** What llama-server answers where this model, or the way it was started, has nothing to offer. */
final class LlamaAbsent {

    private LlamaAbsent() {}

    static void answer(HttpServerRequest request) throws Refused {
        String route = request.method() + " " + request.path();
        switch (route) {
            case "GET /tools", "GET /cors-proxy" -> {
                ObjectNode error =
                        Json.object().put("message", "this feature is disabled").put("type", "feature_disabled");
                LlamaReply.json(request, 403, Json.object().set("error", error));
            }
            case "POST /v1/streams/lookup" -> LlamaReply.json(request, 200, Json.array());
            case "POST /v1/chat/completions/control" -> {
                ObjectNode none =
                        Json.object().put("success", false).put("message", "no active completion for this id");
                LlamaReply.json(request, 200, none);
            }
            case "POST /v1/embeddings", "POST /embeddings", "POST /embedding" ->
                throw without("does not support embeddings. Start it with `--embeddings`");
            case "POST /v1/rerank", "POST /rerank", "POST /v1/reranking", "POST /reranking" ->
                throw without("does not support reranking. Start it with `--reranking`");
            case "POST /props" -> throw without("does not support changing global properties. Start it with `--props`");
            case "POST /infill" ->
                throw unsupported("Infill is not supported by this model: prefix token is missing. suffix token is"
                        + " missing. middle token is missing. ");
            case "POST /v1/audio/transcriptions" ->
                throw unsupported("The current model does not support audio input.");
            default -> {
                if (route.startsWith("POST /slots/")) {
                    throw without("does not support slots action. Start it with `--slot-save-path`");
                }
                ObjectNode error = Json.object()
                        .put("message", "File Not Found")
                        .put("type", "not_found_error")
                        .put("code", 404);
                LlamaReply.json(request, 404, Json.object().set("error", error));
            }
        }
    }

    private static Refused without(String what) {
        return unsupported("This server " + what);
    }

    private static Refused unsupported(String message) {
        return Refused.because(501, "not_supported_error", message);
    }
}
