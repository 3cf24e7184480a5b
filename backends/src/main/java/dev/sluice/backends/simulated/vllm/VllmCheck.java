package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.simulated.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The form of requests, and what vLLM says of mistakes in it: all of them at once. */
final class VllmCheck {

    private static final int MOST_SHOWN = 10;
    private static final int MOST_STOPS = 4;

    private enum Kind {
        INTEGER("int_parsing", "Input should be a valid integer, unable to parse string as an integer", "[+-]?[0-9]+"),
        NUMBER(
                "float_parsing",
                "Input should be a valid number, unable to parse string as a number",
                "[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?"),
        BOOLEAN("bool_parsing", "Input should be a valid boolean, unable to interpret input", "(?i)true|false|0|1");

        private final String type;
        private final String message;
        private final Pattern text;

        Kind(String type, String message, String text) {
            this.type = type;
            this.message = message;
            this.text = Pattern.compile(text);
        }

        /** As what it is, or as a text that says it. */
        boolean takes(JsonNode value) {
            return value.isMissingNode()
                    || value.isNull()
                    || (this == BOOLEAN ? value.isBoolean() : value.isNumber())
                    || (value.isTextual() && text.matcher(value.asText()).matches());
        }
    }

    private static final Map<String, Kind> KINDS = new TreeMap<>(Map.of(
            "stream", Kind.BOOLEAN,
            "max_tokens", Kind.INTEGER,
            "max_completion_tokens", Kind.INTEGER,
            "min_tokens", Kind.INTEGER,
            "n", Kind.INTEGER,
            "seed", Kind.INTEGER,
            "stream_interval", Kind.INTEGER,
            "priority", Kind.INTEGER,
            "temperature", Kind.NUMBER,
            "top_p", Kind.NUMBER));

    /** Of a message without a role: what it could have been, and what it would have needed. */
    private static final List<String> MESSAGES = List.of(
            "ChatCompletionDeveloperMessageParam.role",
            "ChatCompletionSystemMessageParam.role",
            "ChatCompletionUserMessageParam.role",
            "ChatCompletionAssistantMessageParam.role",
            "ChatCompletionToolMessageParam.role",
            "ChatCompletionToolMessageParam.tool_call_id",
            "ChatCompletionFunctionMessageParam.name",
            "ChatCompletionFunctionMessageParam.role",
            "CustomChatCompletionMessageParam.role",
            "Message.author",
            "Message.content");

    private record Mistake(String type, String where, String message, String input, String more) {

        String text() {
            return "{'type': '" + type + "', 'loc': '" + where + "', 'msg': '" + message + "', 'input': '" + input + "'"
                    + more + "}";
        }
    }

    private final List<Mistake> mistakes = new ArrayList<>();

    private VllmCheck() {}

    /** What a body says. */
    static JsonNode parse(String contentType, String text) throws Refused {
        if (!contentType.startsWith("application/json")) {
            throw Refused.form(
                    "1 validation error:\n  Unsupported Media Type: Only 'application/json' is allowed", null);
        }
        VllmCheck check = new VllmCheck();
        try {
            JsonNode body = Json.parse(text);
            if (body.isMissingNode()) {
                check.missing("body", "None");
            } else if (!body.isObject()) {
                check.wrong(
                        "model_attributes_type",
                        "body",
                        "Input should be a valid dictionary or object to extract fields from",
                        body);
            }
            check.refuse();
            return body;
        } catch (JsonProcessingException e) {
            String where = "body." + e.getLocation().getCharOffset();
            String more = ", 'ctx': {'error': 'Expecting value'}";
            check.mistakes.add(new Mistake("json_invalid", where, "JSON decode error", "<dict of 0 items>", more));
            check.refuse();
            throw new IllegalStateException("a mistake is refused", e);
        }
    }

    /** Of a request for an answer. */
    static void answer(JsonNode body, VllmForm form) throws Refused {
        VllmCheck check = new VllmCheck();
        if (form == VllmForm.CHAT) {
            check.messages(body);
        }
        KINDS.forEach((name, kind) -> {
            JsonNode value = body.path(name);
            if (!kind.takes(value)) {
                check.wrong(kind.type, "body." + name, kind.message, value);
            }
        });
        check.stops(body.path("stop"));
        check.refuse();
    }

    /** Of a request for tokens. */
    static void tokens(JsonNode body) throws Refused {
        VllmCheck check = new VllmCheck();
        if (!body.has("prompt") && !body.has("messages")) {
            check.missing("body.prompt", input(body));
            check.missing("body.messages", input(body));
        }
        check.refuse();
    }

    private void messages(JsonNode body) {
        JsonNode messages = body.path("messages");
        if (messages.isMissingNode()) {
            missing("body.messages", input(body));
        } else if (!messages.isArray()) {
            wrong("list_type", "body.messages", "Input should be a valid list", messages);
        }
        for (int i = 0; i < messages.size(); i++) {
            if (!messages.path(i).has("role")) {
                for (String needed : MESSAGES) {
                    missing("body.messages." + i + "." + needed, input(messages.path(i)));
                }
            }
        }
    }

    private void stops(JsonNode stops) {
        if (stops.size() > MOST_STOPS) {
            wrong("string_type", "body.stop", "Input should be a valid string", stops);
            String message = "List should have at most 4 items after validation, not " + stops.size();
            String more = ", 'ctx': {'field_type': 'List', 'max_length': 4, 'actual_length': " + stops.size() + "}";
            mistakes.add(new Mistake("too_long", "body.stop", message, input(stops), more));
        }
    }

    private void missing(String where, String input) {
        mistakes.add(new Mistake("missing", where, "Field required", input, ""));
    }

    private void wrong(String type, String where, String message, JsonNode input) {
        mistakes.add(new Mistake(type, where, message, input(input), ""));
    }

    private void refuse() throws Refused {
        if (mistakes.isEmpty()) {
            return;
        }
        int count = mistakes.size();
        String shown = mistakes.stream()
                .limit(MOST_SHOWN)
                .map(mistake -> "\n  " + mistake.text())
                .collect(Collectors.joining());
        String more = count > MOST_SHOWN ? "\n  ...and " + (count - MOST_SHOWN) + " more errors" : "";
        throw Refused.form(
                count + (count == 1 ? " validation error:" : " validation errors:") + shown + more,
                mistakes.getFirst().where());
    }

    private static String input(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "<dict of " + value.size() + " items>";
            case ARRAY -> "<list of " + value.size() + " items>";
            case NULL -> "None";
            default -> value.asText();
        };
    }
}
