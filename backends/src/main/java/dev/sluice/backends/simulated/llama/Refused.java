package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;

/** A request that gets an error instead of an answer. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient ObjectNode error;

    private Refused(int status, String message, ObjectNode error) {
        super(message);
        this.status = status;
        this.error = error;
    }

    static Refused because(int status, String type, String message) {
        return new Refused(
                status,
                message,
                Json.object().put("code", status).put("message", message).put("type", type));
    }

    static Refused invalid(String message) {
        return because(400, "invalid_request_error", message);
    }

    static Refused overflow(int prompt, int context) {
        Refused refused = because(
                400,
                "exceed_context_size_error",
                "request (" + prompt + " tokens) exceeds the available context size (" + context
                        + " tokens), try increasing it");
        refused.error.put("n_prompt_tokens", prompt).put("n_ctx", context);
        return refused;
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        return Json.object().set("error", error);
    }
}
