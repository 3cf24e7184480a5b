package dev.sluice.backends.parity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Requests to count. */
final class Ask {

    private Ask() {}

    /** To count to so much, in a stream. */
    static Request stream(int tokens) {
        return stream(tokens, "Count!");
    }

    static Request stream(int tokens, String prompt) {
        return chat(tokens, prompt, true);
    }

    /** To count to so much, in one piece. */
    static Request whole(int tokens) {
        return whole(tokens, "Count!");
    }

    static Request whole(int tokens, String prompt) {
        return chat(tokens, prompt, false);
    }

    private static Request chat(int tokens, String prompt, boolean stream) {
        JsonObject message = new JsonObject().put("role", "user").put("content", prompt);
        return Request.post(
                "/v1/chat/completions",
                new JsonObject()
                        .put("messages", new JsonArray().add(message))
                        .put("max_tokens", tokens)
                        .put("stream", stream)
                        .encode());
    }
}
