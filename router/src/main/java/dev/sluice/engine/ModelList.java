package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an answer to {@code GET /v1/models} says.
 *
 * @param models the ids, at least one
 * @param engine who the server says owns the first
 */
public record ModelList(List<String> models, Engine engine) {

    public ModelList {
        models = List.copyOf(models);
    }

    /** The list, or empty if this is not the answer of a server that has a model. */
    public static Optional<ModelList> of(int status, String body) {
        JsonNode data = Json.parse(body).path("data");
        List<String> ids = new ArrayList<>();
        for (JsonNode model : data) {
            String id = model.path("id").asText("");
            if (!id.isEmpty()) {
                ids.add(id);
            }
        }
        if (status != 200 || ids.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ModelList(ids, Engine.named(data.path(0).path("owned_by").asText())));
    }
}
