package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
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
        List<Listed> models = new ArrayList<>();
        for (JsonNode model : answer.path("data")) {
            if (!model.path("id").asText("").isEmpty()) {
                models.add(
                        Listed.of(model, capabilities(answer, model.path("id").asText())));
            }
        }
        return models.isEmpty() ? Optional.empty() : Optional.of(new ModelList(models, told.owner()));
    }

    /** What llama-server writes beside the list, for clients of Ollama. */
    private static JsonNode capabilities(JsonNode answer, String id) {
        for (JsonNode model : answer.path("models")) {
            if (model.path("model").asText().equals(id)) {
                return model.path("capabilities");
            }
        }
        return MissingNode.getInstance();
    }
}
