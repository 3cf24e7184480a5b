package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;

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

    /** How a slot is set up that is to say so many tokens at most. */
    static ObjectNode params(int limit, boolean streamed) {
        ObjectNode params = PROPS.at("/default_generation_settings/params").deepCopy();
        return params.put("max_tokens", limit)
                .put("n_predict", limit)
                .put("stream", streamed)
                .put("reasoning_format", "deepseek");
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
}
