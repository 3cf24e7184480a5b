package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.gguf.CountingVocabulary;
import dev.sluice.backends.language.Chat;
import dev.sluice.backends.language.Utterance;
import dev.sluice.backends.simulated.Generation.Choice;
import dev.sluice.backends.simulated.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request for an answer, read and found good.
 *
 * @param form in which it is to be answered
 * @param choices what is to be said
 * @param begun what the client has of the answer already
 * @param prompt the text of the first choice's prompt
 * @param limit of tokens, as asked; negative for none
 * @param stops texts that end the answer
 * @param body all of it
 */
record LlamaAsk(
        LlamaForm form,
        List<Choice> choices,
        String begun,
        String prompt,
        int limit,
        List<String> stops,
        JsonNode body) {

    private static final Tokens BEGIN = Tokens.of(CountingVocabulary.BEGIN);

    private static final Set<String> FORMATS = Set.of("text", "json_object", "json_schema");

    private static final Map<String, JsonNodeType> TYPES = Map.of(
            "stream", JsonNodeType.BOOLEAN,
            "max_tokens", JsonNodeType.NUMBER,
            "max_completion_tokens", JsonNodeType.NUMBER,
            "n_predict", JsonNodeType.NUMBER,
            "temperature", JsonNodeType.NUMBER,
            "top_p", JsonNodeType.NUMBER,
            "seed", JsonNodeType.NUMBER,
            "n", JsonNodeType.NUMBER);

    static LlamaAsk read(LlamaServer server, LlamaForm form, String text) throws Refused {
        JsonNode body = parse(text);
        List<Tokens> prompts = new ArrayList<>();
        Chat chat = new Chat(List.of(), false, false);
        String prompt;
        if (form == LlamaForm.CHAT) {
            chat = LlamaChat.read(body);
            prompt = chat.text();
            prompts.add(tokens(server, chat));
        } else {
            prompts.addAll(prompts(server, body));
            prompt = "<s>" + body.path("prompt").asText();
        }
        checkTypes(body);
        checkFormat(body);
        int limit = limit(body);
        List<String> stops = Json.texts(body.path("stop"));
        List<Choice> choices = new ArrayList<>();
        for (Tokens one : prompts) {
            int times = times(server, body);
            for (int i = 0; i < times; i++) {
                choices.add(choice(server, one, limit, stops, body));
            }
        }
        return new LlamaAsk(form, choices, chat.begun(), prompt, limit, stops, body);
    }

    static JsonNode parse(String text) throws Refused {
        try {
            if (text.isEmpty()) {
                throw Refused.invalid(
                        "[json.exception.parse_error.101] parse error at line 1, column 1: attempting to parse"
                                + " an empty input; check that your input string or stream contains the expected JSON");
            }
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            throw Refused.invalid("[json.exception.parse_error.101] parse error at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr()
                    + ": syntax error while parsing value - unexpected end of input; expected '[', '{', or a literal");
        }
    }

    /** The tokens of a conversation. */
    static Tokens tokens(LlamaServer server, Chat chat) {
        return tokens(server, chat.text());
    }

    boolean streamed() {
        return body.path("stream").asBoolean();
    }

    boolean wants(String option) {
        return body.path(option).asBoolean();
    }

    boolean wantsUsage() {
        return body.path("stream_options").path("include_usage").asBoolean();
    }

    private static List<Tokens> prompts(LlamaServer server, JsonNode body) throws Refused {
        JsonNode prompt = body.path("prompt");
        if (prompt.isMissingNode()) {
            throw Refused.invalid("[json.exception.out_of_range.403] key 'prompt' not found");
        }
        if (!prompt.isArray()) {
            return List.of(tokens(server, prompt.asText()));
        }
        if (prompt.isEmpty()) {
            throw Refused.invalid("\"prompt\" must not be empty");
        }
        if (prompt.path(0).isNumber()) {
            return List.of(
                    Tokens.of(Json.elements(prompt).mapToInt(JsonNode::asInt).toArray()));
        }
        return Json.elements(prompt).map(one -> tokens(server, one.asText())).toList();
    }

    private static Tokens tokens(LlamaServer server, String prompt) {
        Tokens text = server.language().read(prompt);
        return BEGIN.with(text, text.size());
    }

    private static Choice choice(LlamaServer server, Tokens prompt, int limit, List<String> stops, JsonNode body)
            throws Refused {
        int room = server.slotContext() - prompt.size();
        if (room <= 0) {
            throw Refused.overflow(prompt.size(), server.slotContext());
        }
        int most = limit < 0 ? room : Math.clamp(limit, 1, room); // one token is said whatever the limit is
        boolean anew = !body.path("cache_prompt").asBoolean(true);
        return new Choice(prompt, Utterance.after(prompt, server.language(), most, stops), anew);
    }

    private static int times(LlamaServer server, JsonNode body) throws Refused {
        int times = body.path("n").asInt(1);
        if (times < 1 || times > server.slots()) {
            throw Refused.invalid(
                    "Field 'n': Value must be between 1 <= value <= " + server.slots() + ", but got " + times);
        }
        return times;
    }

    private static void checkFormat(JsonNode body) throws Refused {
        String type = body.path("response_format").path("type").asText("text");
        if (!FORMATS.contains(type)) {
            throw Refused.invalid("response_format type must be one of \"text\" or \"json_object\", but got: " + type);
        }
    }

    private static int limit(JsonNode body) {
        return body.path("max_completion_tokens")
                .asInt(body.path("max_tokens").asInt(body.path("n_predict").asInt(-1)));
    }

    private static void checkTypes(JsonNode body) throws Refused {
        for (Map.Entry<String, JsonNodeType> type : TYPES.entrySet()) {
            JsonNode value = body.path(type.getKey());
            if (!value.isMissingNode() && !value.isNull() && value.getNodeType() != type.getValue()) {
                throw Refused.invalid("Field '" + type.getKey() + "': [json.exception.type_error.302] type must be "
                        + name(type.getValue()) + ", but is " + name(value.getNodeType()));
            }
        }
    }

    private static String name(JsonNodeType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
