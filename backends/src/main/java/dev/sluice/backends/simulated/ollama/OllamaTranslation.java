package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;
import java.util.List;

/** Makes requests in OpenAI's words over into Ollama's own; what Ollama does not know is left out. */
final class OllamaTranslation {

    private static final List<String> EFFORTS = List.of("high", "medium", "low", "none");

    private OllamaTranslation() {}

    static ObjectNode chat(JsonNode body) throws Refused {
        if (body.path("messages").isEmpty()) {
            throw Refused.invalid("[] is too short - 'messages'");
        }
        ArrayNode messages = Json.array();
        for (JsonNode message : body.path("messages")) {
            add(messages, message);
        }
        ObjectNode chat = common(body).set("messages", messages);
        String effort = body.path("reasoning")
                .path("effort")
                .asText(body.path("reasoning_effort").asText());
        if (!effort.isEmpty() && !EFFORTS.contains(effort)) {
            throw Refused.invalid(
                    "invalid reasoning value: '" + effort + "' (must be \"high\", \"medium\", \"low\", or \"none\")");
        }
        return effort.isEmpty() ? chat : chat.put("think", !effort.equals("none"));
    }

    static ObjectNode completion(JsonNode body) {
        return common(body).put("prompt", body.path("prompt").asText(""));
    }

    private static ObjectNode common(JsonNode body) {
        ObjectNode options = Json.object();
        JsonNode limit = body.path("max_tokens");
        if (limit.isNumber()) {
            options.set("num_predict", limit);
        }
        ArrayNode stops = options.putArray("stop");
        Json.texts(body.path("stop")).forEach(stops::add);
        return Json.object()
                .put("model", body.path("model").asText(""))
                .put("stream", body.path("stream").asBoolean())
                .set("options", options);
    }

    /** Each part of a message becomes one of its own. */
    private static void add(ArrayNode messages, JsonNode message) throws Refused {
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            messages.add(message(message, content.asText()));
        } else if (content.isArray()) {
            for (JsonNode part : content) {
                if (!part.path("text").isTextual()) {
                    throw Refused.invalid("invalid message format");
                }
                messages.add(message(message, part.path("text").asText()));
            }
        } else if (message.has("tool_calls")) {
            messages.add(message(message, ""));
        } else {
            throw Refused.invalid("invalid message content type: "
                    + (content.isNumber() ? "float64" : content.isObject() ? "map[string]interface {}" : "<nil>"));
        }
    }

    private static ObjectNode message(JsonNode of, String content) {
        return Json.object().put("role", of.path("role").asText("")).put("content", content);
    }
}
