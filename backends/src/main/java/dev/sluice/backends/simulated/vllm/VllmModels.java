package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;

/** What vLLM tells of the model that it serves. */
final class VllmModels {

    private VllmModels() {}

    static ObjectNode list(Vllm server) {
        ObjectNode permission = Json.object()
                .put("id", "modelperm-" + VllmStamp.random())
                .put("object", "model_permission")
                .put("created", VllmStamp.now())
                .put("allow_create_engine", false)
                .put("allow_sampling", true)
                .put("allow_logprobs", true)
                .put("allow_search_indices", false)
                .put("allow_view", true)
                .put("allow_fine_tuning", false)
                .put("organization", "*")
                .putNull("group")
                .put("is_blocking", false);
        ObjectNode model = Json.object()
                .put("id", server.model())
                .put("object", "model")
                .put("created", VllmStamp.now())
                .put("owned_by", "vllm")
                .put("root", server.weights())
                .putNull("parent")
                .put("max_model_len", server.context())
                .set("permission", Json.array(permission));
        return Json.object().put("object", "list").set("data", Json.array(model));
    }
}
