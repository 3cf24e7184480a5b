package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.batch.Occupancy;
import dev.sluice.backends.simulated.Json;
import java.util.Optional;

/** What llama-server tells of itself. */
final class LlamaState {

    private static final ObjectNode PROPS = Json.resource(LlamaState.class, "props.json");
    private static final ObjectNode MODELS = Json.resource(LlamaState.class, "models.json");

    private LlamaState() {}

    static ObjectNode props(LlamaServer server) {
        ObjectNode props = PROPS.deepCopy();
        ((ObjectNode) props.get("default_generation_settings")).put("n_ctx", server.slotContext());
        return props.put("total_slots", server.slots())
                .put("model_alias", server.model())
                .put("media_marker", "<__media_" + LlamaIds.chat().substring("chatcmpl-".length()) + "__>")
                .put("build_info", server.buildInfo());
    }

    static ObjectNode models(LlamaServer server, long started) {
        ObjectNode models = MODELS.deepCopy();
        ((ObjectNode) models.at("/models/0")).put("name", server.model()).put("model", server.model());
        ObjectNode model = (ObjectNode) models.at("/data/0");
        model.put("id", server.model())
                .put("created", started)
                .set("aliases", Json.array().add(server.model()));
        ((ObjectNode) model.get("meta")).put("n_ctx", server.slotContext());
        return models;
    }

    static ArrayNode slots(LlamaServer server, Occupancy occupancy) {
        ArrayNode slots = Json.array();
        for (int id = 0; id < server.slots(); id++) {
            int number = id;
            Optional<Occupancy.Seated> seated = occupancy.running().stream()
                    .filter(one -> one.slot() == number)
                    .findFirst();
            slots.add(slot(server, id, seated));
        }
        return slots;
    }

    private static ObjectNode slot(LlamaServer server, int id, Optional<Occupancy.Seated> seated) {
        ObjectNode slot = Json.object()
                .put("id", id)
                .put("n_ctx", server.slotContext())
                .put("speculative", false)
                .put("is_processing", seated.isPresent());
        seated.ifPresent(one -> slot.put("id_task", one.job())
                .put("n_prompt_tokens", one.prompt())
                .put("n_prompt_tokens_processed", one.read())
                .put("n_prompt_tokens_cache", one.cached())
                .<ObjectNode>set("params", PROPS.at("/default_generation_settings/params"))
                .set(
                        "next_token",
                        Json.array(Json.object()
                                .put("has_next_token", true)
                                .put("has_new_line", false)
                                .put("n_remain", -1)
                                .put("n_decoded", one.said()))));
        return slot;
    }
}
