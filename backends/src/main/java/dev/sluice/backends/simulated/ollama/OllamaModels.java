package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;
import java.time.Instant;

/** What Ollama tells of its one model. */
final class OllamaModels {

    private static final ObjectNode MODEL = Json.resource(OllamaModels.class, "model.json");

    private final Ollama server;
    private final OllamaRunner runner;
    private final Instant made = Instant.now();

    OllamaModels(Ollama server, OllamaRunner runner) {
        this.server = server;
        this.runner = runner;
    }

    /** Refuses who asks for no model, or for another. */
    static void check(Ollama server, OllamaForm form, String asked) throws Refused {
        if (asked.isEmpty() && form == OllamaForm.CHAT) {
            throw Refused.invalid("model is required");
        }
        if (!tagged(asked).equals(tagged(server.model()))) {
            throw Refused.unknown(asked);
        }
    }

    /** All that there are. */
    ObjectNode tags() {
        ObjectNode model = named().put("modified_at", OllamaTime.text(made))
                .<ObjectNode>set("size", MODEL.get("size"))
                .<ObjectNode>set("digest", MODEL.get("digest"))
                .set("details", MODEL.get("details"));
        return models(Json.array(model));
    }

    /** Those that are loaded. */
    ObjectNode loaded() {
        if (!runner.loaded()) {
            return models(Json.array());
        }
        ObjectNode model = named().<ObjectNode>set("size", MODEL.get("loaded_size"))
                .<ObjectNode>set("digest", MODEL.get("digest"))
                .<ObjectNode>set("details", MODEL.get("details"))
                .put("expires_at", OllamaTime.text(runner.expires()))
                .put("size_vram", 0)
                .put("context_length", runner.context());
        return models(Json.array(model));
    }

    /** All that there are, as OpenAI lists them. */
    ObjectNode list() {
        return Json.object().put("object", "list").set("data", Json.array(openAi(tagged(server.model()))));
    }

    /** The one of this name, as OpenAI shows it. */
    ObjectNode one(String name) throws Refused {
        check(server, OllamaForm.GENERATE, name);
        return openAi(name);
    }

    private ObjectNode openAi(String name) {
        return Json.object()
                .put("id", name)
                .put("object", "model")
                .put("created", made.getEpochSecond())
                .put("owned_by", "library");
    }

    private ObjectNode named() {
        String name = tagged(server.model());
        return Json.object().put("name", name).put("model", name);
    }

    private static ObjectNode models(ArrayNode models) {
        return Json.object().set("models", models);
    }

    /** With the tag that is meant where there is none. */
    private static String tagged(String name) {
        return name.lastIndexOf(':') > name.lastIndexOf('/') ? name : name + ":latest";
    }
}
