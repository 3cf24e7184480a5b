package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms in which llama-server answers. */
enum LlamaForm {
    /** Of {@code /v1/chat/completions}. */
    CHAT {
        @Override
        ObjectNode event(LlamaSaying said, String text, @Nullable String finish) {
            ObjectNode delta = Json.object();
            if (finish == null) {
                delta.put("content", text);
            }
            return chunk(said, Json.array(choice(said, finish).set("delta", delta)));
        }

        @Override
        ObjectNode whole(List<LlamaSaying> all) {
            ArrayNode choices = Json.array();
            for (LlamaSaying said : all) {
                ObjectNode message = Json.object().put("role", "assistant").put("content", said.whole());
                choices.add(choice(said, said.finish()).set("message", message));
            }
            LlamaSaying first = all.getFirst();
            ObjectNode answer = Json.object().set("choices", choices);
            return stamp(answer, first, "chat.completion").set("usage", first.usage());
        }
    },
    /** Of {@code /v1/completions}. */
    TEXT {
        @Override
        ObjectNode event(LlamaSaying said, String text, @Nullable String finish) {
            ObjectNode event = Json.object().set("choices", Json.array(textChoice(said, text, finish)));
            stamp(event, said, "text_completion");
            if (finish != null) {
                event.set("usage", said.usage());
            }
            return event.put("id", said.id());
        }

        @Override
        ObjectNode whole(List<LlamaSaying> all) {
            ArrayNode choices = Json.array();
            all.forEach(said -> choices.add(textChoice(said, said.whole(), said.finish())));
            LlamaSaying first = all.getFirst();
            ObjectNode answer = Json.object().set("choices", choices);
            return stamp(answer, first, "text_completion").set("usage", first.usage());
        }
    },
    /** Of {@code /completion}, llama-server's own. */
    NATIVE {
        @Override
        ObjectNode event(LlamaSaying said, String text, @Nullable String finish) {
            if (finish != null) {
                return said.nativeEnd("");
            }
            return Json.object()
                    .put("index", said.index())
                    .put("content", text)
                    .<ObjectNode>set("tokens", said.lastToken())
                    .put("stop", false)
                    .put("id_slot", -1)
                    .put("tokens_predicted", said.said())
                    .put("tokens_evaluated", said.promptTokens());
        }

        @Override
        ObjectNode whole(List<LlamaSaying> all) {
            return all.getFirst().nativeEnd(all.getFirst().whole());
        }
    };

    /** One event of a stream; the last one of a choice has the reason why it ends. */
    abstract ObjectNode event(LlamaSaying said, String text, @Nullable String finish);

    /** The answer in one, without its id and timings. */
    abstract ObjectNode whole(List<LlamaSaying> all);

    /** The event that opens a choice of a chat, and shows how far its prompt is. */
    static ObjectNode role(LlamaSaying said) {
        ObjectNode delta = Json.object().put("role", "assistant").putNull("content");
        return chunk(said, Json.array(choice(said, null).set("delta", delta)));
    }

    /** The event of a chat that has no choice, and says what it took. */
    static ObjectNode usage(LlamaSaying said) {
        return chunk(said, Json.array()).set("usage", said.usage());
    }

    private static ObjectNode choice(LlamaSaying said, @Nullable String finish) {
        return Json.object().put("finish_reason", finish).put("index", said.index());
    }

    private static ObjectNode textChoice(LlamaSaying said, String text, @Nullable String finish) {
        return Json.object()
                .put("text", text)
                .put("index", said.index())
                .putNull("logprobs")
                .put("finish_reason", finish);
    }

    private static ObjectNode chunk(LlamaSaying said, JsonNode choices) {
        return Json.object()
                .<ObjectNode>set("choices", choices)
                .put("created", said.now())
                .put("id", said.id())
                .put("model", said.server().model())
                .put("system_fingerprint", said.server().buildInfo())
                .put("object", "chat.completion.chunk");
    }

    private static ObjectNode stamp(ObjectNode answer, LlamaSaying said, String object) {
        return answer.put("created", said.now())
                .put("model", said.server().model())
                .put("system_fingerprint", said.server().buildInfo())
                .put("object", object);
    }
}
