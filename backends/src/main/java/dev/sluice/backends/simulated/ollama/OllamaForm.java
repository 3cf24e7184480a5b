package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;

/** The forms of Ollama's own answers. */
enum OllamaForm {
    /** Of {@code /api/chat}. */
    CHAT {
        @Override
        ObjectNode say(ObjectNode answer, String text) {
            return answer.set("message", Json.object().put("role", "assistant").put("content", text));
        }

        @Override
        String said(JsonNode answer) {
            return answer.path("message").path("content").asText();
        }
    },
    /** Of {@code /api/generate}. */
    GENERATE {
        @Override
        ObjectNode say(ObjectNode answer, String text) {
            return answer.put("response", text);
        }

        @Override
        String said(JsonNode answer) {
            return answer.path("response").asText();
        }
    };

    /** Puts this text into an answer. */
    abstract ObjectNode say(ObjectNode answer, String text);

    /** The text of an answer; empty if it has none. */
    abstract String said(JsonNode answer);

    /** A line of an answer. */
    ObjectNode line(String model, String text, boolean done) {
        ObjectNode line = Json.object().put("model", model).put("created_at", OllamaTime.now());
        return say(line, text).put("done", done);
    }

    /** The answer to who wanted nothing said. */
    ObjectNode only(String model, String reason) {
        return line(model, "", true).put("done_reason", reason);
    }
}
