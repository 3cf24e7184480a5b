package dev.sluice.backends;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The two forms of an answer in the OpenAI dialect. */
enum Shape {
    /** Of {@code /v1/chat/completions}. */
    CHAT("chat.completion") {
        @Override
        JsonObject whole(String text) {
            return new JsonObject()
                    .put("message", new JsonObject().put("role", "assistant").put("content", text));
        }

        @Override
        JsonObject piece(String text) {
            return new JsonObject()
                    .put("delta", text.isEmpty() ? new JsonObject() : new JsonObject().put("content", text));
        }
    },
    /** Of {@code /v1/completions}. */
    TEXT("text_completion") {
        @Override
        JsonObject whole(String text) {
            return new JsonObject().put("text", text);
        }

        @Override
        JsonObject piece(String text) {
            return whole(text);
        }
    };

    private final String object;

    Shape(String object) {
        this.object = object;
    }

    abstract JsonObject whole(String text);

    abstract JsonObject piece(String text);

    /** The answer in one. */
    JsonObject answer(String text, int tokens) {
        JsonObject usage = new JsonObject().put("completion_tokens", tokens);
        return envelope(object, whole(text), "length").put("usage", usage);
    }

    /** The event that opens a chat: a role, and nothing said yet. */
    JsonObject role() {
        JsonObject delta = new JsonObject().put("role", "assistant").putNull("content");
        return envelope(object + ".chunk", new JsonObject().put("delta", delta), null);
    }

    /** One event of a stream; with the last one comes the reason why it ends. */
    JsonObject event(String text, @Nullable String finishReason) {
        return envelope(this == CHAT ? object + ".chunk" : object, piece(text), finishReason);
    }

    private static JsonObject envelope(String object, JsonObject choice, @Nullable String finishReason) {
        return new JsonObject()
                .put("object", object)
                .put("model", CountingBackend.MODEL)
                .put("choices", new JsonArray().add(choice.put("index", 0).put("finish_reason", finishReason)));
    }
}
