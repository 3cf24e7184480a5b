package dev.sluice.sse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Chunks that hold nothing of an answer. */
final class Prelude {

    private Prelude() {}

    /** Whether this chunk has choices, and none of them says more than whose turn it is. */
    static boolean is(JsonNode chunk) {
        JsonNode choices = chunk.path("choices");
        if (!choices.isArray()) {
            return false;
        }
        for (JsonNode choice : choices) {
            if (says(choice.path("finish_reason")) || says(choice.path("text")) || saysMoreThanRole(choice)) {
                return false;
            }
        }
        return true;
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
