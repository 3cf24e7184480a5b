package dev.sluice.backends.simulated.ollama;

import static com.fasterxml.jackson.databind.node.JsonNodeType.ARRAY;
import static com.fasterxml.jackson.databind.node.JsonNodeType.BOOLEAN;
import static com.fasterxml.jackson.databind.node.JsonNodeType.NUMBER;
import static com.fasterxml.jackson.databind.node.JsonNodeType.OBJECT;
import static com.fasterxml.jackson.databind.node.JsonNodeType.STRING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.sluice.backends.simulated.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a request is what Go can read. What is null is as if it were not there. */
final class OllamaCheck {

    /** What is read into a field of a request. */
    private record Type(JsonNodeType json, String go) {}

    private static final Type TEXT = new Type(STRING, "string");
    private static final Type FLAG = new Type(BOOLEAN, "bool");
    private static final Type INTEGER = new Type(NUMBER, "int");
    private static final Type FRACTION = new Type(NUMBER, "float64");

    /** By the name of a field; in all requests it is the same. */
    private static final Map<String, Type> TYPES = Map.ofEntries(
            Map.entry("model", TEXT),
            Map.entry("prompt", TEXT),
            Map.entry("system", TEXT),
            Map.entry("suffix", TEXT),
            Map.entry("stream", FLAG),
            Map.entry("raw", FLAG),
            Map.entry("truncate", FLAG),
            Map.entry("shift", FLAG),
            Map.entry("context", new Type(ARRAY, "[]int")),
            Map.entry("options", new Type(OBJECT, "map[string]interface {}")),
            Map.entry("max_tokens", INTEGER),
            Map.entry("seed", INTEGER),
            Map.entry("temperature", FRACTION),
            Map.entry("top_p", FRACTION),
            Map.entry("stream_options", new Type(OBJECT, "openai.StreamOptions")));

    private static final List<String> INTEGERS = List.of(
            "num_ctx", "num_predict", "num_keep", "num_batch", "num_thread", "num_gpu", "main_gpu", "seed", "top_k");

    /** The first letter that Jackson quotes is the one that it cannot read. */
    private static final Pattern QUOTED = Pattern.compile("'(.)");

    private OllamaCheck() {}

    /** What this text says, if it can be read into this type of Go's, such as {@code api.ChatRequest}. */
    static JsonNode read(String into, String text) throws Refused {
        JsonNode body = parse(text);
        if (!body.isObject()) {
            throw Refused.invalid("json: cannot unmarshal " + name(body) + " into Go value of type " + into);
        }
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            @Nullable Type type = type(into, field.getKey());
            if (type != null && !field.getValue().isNull() && field.getValue().getNodeType() != type.json()) {
                throw Refused.invalid("json: cannot unmarshal " + name(field.getValue()) + " into Go struct field "
                        + into.substring(into.indexOf('.') + 1) + "." + field.getKey() + " of type " + type.go());
            }
        }
        return body;
    }

    /** Whether the options are of their types. */
    static void options(JsonNode options) throws Refused {
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            JsonNode value = option.getValue();
            if (!value.isNull() && !value.isNumber() && INTEGERS.contains(option.getKey())) {
                throw wrong(option.getKey(), "integer");
            }
            if (!value.isNull() && !value.isArray() && option.getKey().equals("stop")) {
                throw wrong(option.getKey(), "array");
            }
        }
    }

    private static @Nullable Type type(String into, String field) {
        return field.equals("messages")
                ? new Type(ARRAY, "[]" + into.substring(0, into.indexOf('.')) + ".Message")
                : TYPES.get(field);
    }

    private static Refused wrong(String option, String type) {
        return Refused.because(500, "option \"" + option + "\" must be of type " + type);
    }

    private static JsonNode parse(String text) throws Refused {
        try {
            return Json.parse(text);
        } catch (JsonEOFException e) {
            throw Refused.invalid("unexpected EOF");
        } catch (JsonProcessingException e) {
            Matcher character = QUOTED.matcher(e.getOriginalMessage());
            String found = character.find() ? character.group(1) : " ";
            String wanted = e.getOriginalMessage().contains("field name") ? "object key string" : "value";
            throw Refused.invalid("invalid character '" + found + "' looking for beginning of " + wanted);
        }
    }

    private static String name(JsonNode value) {
        return value.isBoolean() ? "bool" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
