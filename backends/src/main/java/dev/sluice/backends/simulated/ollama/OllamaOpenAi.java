package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's words, made of Ollama's own line by line: so a line that is an error becomes an event that says nothing.
 *
 * @param form of Ollama's own that is made over
 * @param id of the answer
 * @param streamed whether a stream is wanted
 * @param usage whether a stream is to say what it took
 */
record OllamaOpenAi(OllamaForm form, String id, boolean streamed, boolean usage) implements OllamaDialect {

    private static final int IDS = 999;

    /** As this request wants it. */
    static OllamaOpenAi of(OllamaForm form, JsonNode body) {
        String prefix = form == OllamaForm.CHAT ? "chatcmpl-" : "cmpl-";
        return new OllamaOpenAi(
                form,
                prefix + ThreadLocalRandom.current().nextInt(IDS),
                body.path("stream").asBoolean(),
                body.path("stream_options").path("include_usage").asBoolean());
    }

    static ObjectNode error(String type, String message) {
        ObjectNode error = Json.object()
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .putNull("code");
        return Json.object().set("error", error);
    }

    /** Answers in one with what OpenAI's forms end in. */
    static void reply(HttpServerRequest request, int status, JsonNode body) {
        OllamaReply.text(request, status, OllamaReply.PLAIN_JSON, OllamaReply.text(body) + "\n");
    }

    static void refuseAny(HttpServerRequest request, Refused refused) {
        reply(request, refused.status(), error("api_error", refused.message()));
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public String event(JsonNode line) {
        ObjectNode chunk = chunk(line, Json.array(choice(line, "delta")));
        if (usage && form == OllamaForm.GENERATE) {
            chunk.set("usage", usage(Json.object())); // which is known at the end
        }
        if (!line.path("done").asBoolean()) {
            return data(chunk);
        }
        String took = usage ? data(chunk(line, Json.array()).set("usage", usage(line))) : "";
        return data(chunk) + took + "data: [DONE]\n\n";
    }

    @Override
    public void answer(HttpServerRequest request, JsonNode answer) {
        if (streamed) {
            OllamaReply.text(request, 200, streamType(), event(answer));
            return;
        }
        ObjectNode whole = by(answer, stamp(form == OllamaForm.CHAT ? "chat.completion" : "text_completion"));
        whole.set("choices", Json.array(choice(answer, "message")));
        reply(request, 200, whole.set("usage", usage(answer)));
    }

    @Override
    public void refuse(HttpServerRequest request, Refused refused) {
        refuseAny(request, refused);
    }

    @Override
    public void fail(HttpServerRequest request, Refused failure) {
        refuseAny(request, failure);
    }

    private ObjectNode chunk(JsonNode line, ArrayNode choices) {
        if (form == OllamaForm.GENERATE) {
            return by(line, stamp("text_completion").set("choices", choices));
        }
        return by(line, stamp("chat.completion.chunk")).set("choices", choices);
    }

    private static ObjectNode by(JsonNode line, ObjectNode answer) {
        return answer.put("model", line.path("model").asText()).put("system_fingerprint", "fp_ollama");
    }

    private ObjectNode stamp(String object) {
        return Json.object()
                .put("id", id)
                .put("object", object)
                .put("created", Instant.now().getEpochSecond());
    }

    private ObjectNode choice(JsonNode line, String part) {
        JsonNode reason = line.path("done_reason");
        @Nullable String finish = reason.isMissingNode() ? null : reason.asText();
        if (form == OllamaForm.GENERATE) {
            return Json.object().put("text", form.said(line)).put("index", 0).put("finish_reason", finish);
        }
        ObjectNode message = Json.object().put("role", "assistant").put("content", form.said(line));
        return Json.object().put("index", 0).<ObjectNode>set(part, message).put("finish_reason", finish);
    }

    private static ObjectNode usage(JsonNode line) {
        int prompt = line.path("prompt_eval_count").asInt();
        int said = line.path("eval_count").asInt();
        return Json.object()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", said)
                .put("total_tokens", prompt + said);
    }

    private static String data(JsonNode event) {
        return "data: " + OllamaReply.text(event) + "\n\n";
    }
}
