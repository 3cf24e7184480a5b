package dev.sluice.sse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Chunks that hold nothing of an answer. */
final class Prelude {

    private Prelude() {}

    /** Whether this chunk has choices, and none of them says more than whose turn it is. */
    static boolean is(JsonNode chunk) {
        JsonNode choices = chunk.path("choices");
        return choices.isArray() && !hasText(chunk) && !ends(choices);
    }

    /** Whether a choice of this chunk has something of an answer in it. */
    static boolean hasText(JsonNode chunk) {
        for (JsonNode choice : chunk.path("choices")) {
            if (says(choice.path("text")) || saysMoreThanRole(choice)) {
                return true;
            }
        }
        return false;
    }

    private static boolean ends(JsonNode choices) {
        for (JsonNode choice : choices) {
            if (says(choice.path("finish_reason"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysMoreThanRole(JsonNode choice) {
        return choice.path("delta").properties().stream()
                .filter(field -> !field.getKey().equals("role"))
                .map(Map.Entry::getValue)
                .anyMatch(Prelude::says);
    }

    private static boolean says(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> false;
            case STRING -> !value.textValue().isEmpty();
            case ARRAY, OBJECT -> !value.isEmpty();
            default -> true;
        };
    }
}
