package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.simulated.Json;

/** What vLLM does not do although the request has the right form. */
final class VllmSense {

    /** More would only fill the memory of whoever simulates. */
    private static final int MOST_CHOICES = 1024;

    private VllmSense() {}

    static void check(Vllm server, VllmForm form, JsonNode body) throws Refused {
        if (body.hasNonNull("stream_options") && !body.path("stream").asBoolean()) {
            throw Refused.parameter("stream_options", "Stream options can only be defined when `stream=True`.");
        }
        if (body.path("cache_salt").isTextual()
                && body.path("cache_salt").asText().isEmpty()) {
            throw Refused.parameter("cache_salt", "Parameter 'cache_salt' must be a non-empty string if provided.");
        }
        tools(body);
        if (form == VllmForm.TEXT) {
            prompt(body.path("prompt"));
        }
        String model = body.path("model").asText("");
        if (!model.isEmpty() && !model.equals(server.model())) {
            throw Refused.model(model, server.model());
        }
        sampling(server, body);
    }

    private static void tools(JsonNode body) throws Refused {
        JsonNode tools = body.path("tools");
        if (tools.isArray() && tools.isEmpty()) {
            throw Refused.parameter(
                    "tools",
                    "`tools` must not be an empty array. Either provide at least one tool or omit the field entirely.");
        }
        if (!tools.isEmpty() && body.path("tool_choice").asText("auto").equals("auto")) {
            throw Refused.because(
                    "\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set");
        }
    }

    private static void prompt(JsonNode prompt) throws Refused {
        boolean empty = prompt.isArray()
                ? prompt.isEmpty() || Json.elements(prompt).anyMatch(VllmSense::isEmpty)
                : isEmpty(prompt);
        if (empty) {
            throw Refused.parameter("prompt", "Either prompt or prompt_embeds must be provided and non-empty.");
        }
    }

    private static boolean isEmpty(JsonNode prompt) {
        return prompt.isArray() ? prompt.isEmpty() : prompt.asText("").isEmpty();
    }

    private static void sampling(Vllm server, JsonNode body) throws Refused {
        int n = body.path("n").asInt(1);
        if (n < 1) {
            throw Refused.because("n must be at least 1, got " + n + ".");
        }
        if (n > MOST_CHOICES) {
            throw Refused.because("n must be at most " + MOST_CHOICES + ", got " + n + ".");
        }
        double temperature = body.path("temperature").asDouble(1);
        if (temperature < 0) {
            throw Refused.value(
                    "temperature", temperature, "temperature must be non-negative, got " + temperature + ".");
        }
        if (n > 1 && temperature == 0) {
            throw Refused.because("n must be 1 when using greedy sampling, got " + n + ".");
        }
        int max = VllmAsk.limit(body).orElse(server.context());
        if (max < 1) {
            throw Refused.value("max_tokens", max, "max_tokens must be at least 1, got " + max + ".");
        }
        if (max > server.context()) {
            throw Refused.value(
                    "max_tokens",
                    max,
                    "max_tokens=" + max + " cannot be greater than max_model_len=" + server.context()
                            + ". Please request fewer output tokens.");
        }
        int min = body.path("min_tokens").asInt(0);
        if (min > max) {
            throw Refused.because("min_tokens must be less than or equal to max_tokens=" + max + ", got " + min + ".");
        }
    }
}
