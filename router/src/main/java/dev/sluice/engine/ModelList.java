package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer to {@code GET /v1/models} says of what is served: of two that are equal, the second is no news.
 *
 * @param models at least one
 * @param owner who the server says owns the first, perhaps empty
 */
public record ModelList(List<Listed> models, String owner) {

    public ModelList {
        models = List.copyOf(models);
    }

    /** The list, or empty if this is not the answer of a server that has a model. */
    public static Optional<ModelList> of(Answers told) {
        JsonNode answer = told.to(Answers.MODELS).json();
        Map<String, JsonNode> capabilities = capabilities(answer);
        List<Listed> models = new ArrayList<>();
        for (JsonNode model : answer.path("data")) {
            String id = model.path("id").asText("");
            if (!id.isEmpty()) {
                models.add(Listed.of(model, capabilities.getOrDefault(id, MissingNode.getInstance())));
            }
        }
        return models.isEmpty() ? Optional.empty() : Optional.of(new ModelList(models, told.owner()));
    }

    /** Whether this is the list of a server that has no model: one that has just been installed, for example. */
    public static boolean isEmpty(Answers told) {
        return told.to(Answers.MODELS).json().has("data") && of(told).isEmpty();
    }

    /** By models, what llama-server writes beside the list, for clients of Ollama. */
    private static Map<String, JsonNode> capabilities(JsonNode answer) {
        Map<String, JsonNode> capabilities = new HashMap<>();
        for (JsonNode model : answer.path("models")) {
            capabilities.putIfAbsent(model.path("model").asText(), model.path("capabilities"));
        }
        return capabilities;
    }
}
