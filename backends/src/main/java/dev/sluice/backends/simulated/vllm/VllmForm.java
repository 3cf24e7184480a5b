package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms in which vLLM answers. What is null is written as such. */
enum VllmForm {
    /** Of {@code /v1/chat/completions}. */
    CHAT("chatcmpl-", "chat.completion.chunk", "chat.completion") {
        @Override
        ObjectNode event(VllmAsk ask, VllmSaying said) {
            ObjectNode choice = choice(said, Json.object().put("content", said.more()), said.finish());
            if (!said.open()) {
                choice.put("stop_reason", said.stopReason());
            }
            return choice.set("token_ids", wanted(ask, said.moreTokens()));
        }

        @Override
        ObjectNode wholeChoice(VllmAsk ask, VllmSaying said) {
            ObjectNode message = Json.object()
                    .put("role", ask.role())
                    .put("content", echo(ask, said) + said.text())
                    .putNull("refusal")
                    .putNull("annotations")
                    .putNull("audio")
                    .putNull("function_call")
                    .putNull("reasoning");
            return Json.object()
                    .put("index", said.index())
                    .<ObjectNode>set("message", message)
                    .putNull("logprobs")
                    .put("finish_reason", said.finish())
                    .put("stop_reason", said.stopReason())
                    .<ObjectNode>set("token_ids", wanted(ask, said.moreTokens()))
                    .putNull("routed_experts");
        }

        @Override
        void wholeEnd(VllmAsk ask, ObjectNode answer) {
            answer.putNull("prompt_logprobs")
                    .<ObjectNode>set("prompt_token_ids", prompt(ask))
                    .putNull("prompt_text");
        }
    },
    /** Of {@code /v1/completions}. */
    TEXT("cmpl-", "text_completion", "text_completion") {
        @Override
        ObjectNode event(VllmAsk ask, VllmSaying said) {
            boolean first = said.unsent();
            boolean prompt = first && (ask.wants("echo") || ask.wants("return_token_ids"));
            return Json.object()
                    .put("index", said.index())
                    .put("text", (first ? echo(ask, said) : "") + said.more())
                    .putNull("logprobs")
                    .put("finish_reason", said.finish())
                    .put("stop_reason", said.stopReason())
                    .<ObjectNode>set(
                            "prompt_token_ids",
                            prompt ? VllmSaying.list(said.prompt().tokens()) : NullNode.instance)
                    .set("token_ids", wanted(ask, said.moreTokens()));
        }

        @Override
        ObjectNode wholeChoice(VllmAsk ask, VllmSaying said) {
            return Json.object()
                    .put("index", said.index())
                    .put("text", echo(ask, said) + said.text())
                    .putNull("logprobs")
                    .put("finish_reason", said.finish())
                    .put("stop_reason", said.stopReason())
                    .<ObjectNode>set("token_ids", wanted(ask, said.moreTokens()))
                    .putNull("prompt_logprobs")
                    .<ObjectNode>set(
                            "prompt_token_ids",
                            wanted(ask, VllmSaying.list(said.prompt().tokens())))
                    .putNull("routed_experts");
        }

        @Override
        void wholeEnd(VllmAsk ask, ObjectNode answer) {
            // its choices have all
        }
    };

    private final String prefix;
    private final String chunk;
    private final String whole;

    VllmForm(String prefix, String chunk, String whole) {
        this.prefix = prefix;
        this.chunk = chunk;
        this.whole = whole;
    }

    /** The choice of an event with what may be sent now. */
    abstract ObjectNode event(VllmAsk ask, VllmSaying said);

    /** A choice of an answer in one. */
    abstract ObjectNode wholeChoice(VllmAsk ask, VllmSaying said);

    /** What an answer in one says of the prompt. */
    abstract void wholeEnd(VllmAsk ask, ObjectNode answer);

    /** What ids begin with. */
    String prefix() {
        return prefix;
    }

    /** What the events of a stream say they are. */
    String chunk() {
        return chunk;
    }

    /** What an answer in one says it is. */
    String whole() {
        return whole;
    }

    /** The choice of the event that opens one of a chat. */
    static ObjectNode role(VllmAsk ask, VllmSaying said) {
        return choice(said, Json.object().put("role", ask.role()).put("content", ""), null);
    }

    /** The choice of the event that repeats what a chat goes on from. */
    static ObjectNode repeated(VllmSaying said) {
        return choice(said, Json.object().put("content", said.prompt().echo()), null);
    }

    private static ObjectNode choice(VllmSaying said, JsonNode delta, @Nullable String finish) {
        return Json.object()
                .put("index", said.index())
                .<ObjectNode>set("delta", delta)
                .putNull("logprobs")
                .put("finish_reason", finish);
    }

    /** The tokens of a chat's prompt, if they are wanted. */
    static JsonNode prompt(VllmAsk ask) {
        return wanted(ask, VllmSaying.list(ask.prompts().getFirst().tokens()));
    }

    static ArrayNode wholeChoices(VllmAsk ask, List<VllmSaying> all) {
        ArrayNode choices = Json.array();
        all.forEach(said -> choices.add(ask.form().wholeChoice(ask, said)));
        return choices;
    }

    private static JsonNode wanted(VllmAsk ask, ArrayNode tokens) {
        return ask.wants("return_token_ids") ? tokens : NullNode.instance;
    }

    private static String echo(VllmAsk ask, VllmSaying said) {
        return ask.wants("echo") ? said.prompt().echo() : "";
    }
}
