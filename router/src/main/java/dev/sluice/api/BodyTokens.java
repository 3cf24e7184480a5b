package dev.sluice.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.relay.Failure;
import dev.sluice.relay.Failure.Kind;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Picks from the tokens of a request body what the router needs to know. Of a field that comes twice the last one
 * counts, as engines read it; of limits the largest.
 */
final class BodyTokens {

    // Mutable state, of one body.
    private int depth;
    private boolean ended;
    private String field = "";
    private Optional<String> model = Optional.empty();
    private boolean stream;
    private boolean progress;
    private int n = 1;
    private OptionalInt maxTokens = OptionalInt.empty();
    private final Batch prompts = new Batch();
    private final Batch inputs = new Batch();
    private Pictures pictures = new Pictures();

    /**
     * Takes what the parser has now, which is all of a body or the part that has come.
     *
     * @throws Refused if it is not one JSON object, or its model is not a string
     * @throws IOException if it is not JSON
     */
    void takeAll(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        while (token != null && token != JsonToken.NOT_AVAILABLE) {
            take(token, json);
            token = json.nextToken();
        }
    }

    /** What was seen, once the parser has said that nothing follows. */
    RequestBody seen() {
        if (!ended) {
            throw notAnObject();
        }
        long sequences = (long) n * prompts.size();
        return new RequestBody(
                model,
                stream,
                progress,
                (int) Math.min(sequences, Integer.MAX_VALUE),
                inputs.size(),
                maxTokens,
                pictures.found());
    }

    private void take(JsonToken token, JsonParser json) throws IOException {
        if (depth > 1 && field.equals("messages")) {
            pictures.take(token, json);
        }
        if (token.isStructEnd()) {
            end();
            return;
        }
        switch (depth) {
            case 0 -> begin(token);
            case 1 -> member(token, json);
            case 2 -> element(token);
            default -> {}
        }
        if (token.isStructStart()) {
            depth++;
        }
    }

    private void begin(JsonToken token) {
        if (ended) {
            throw new Refused(Failure.of(
                    Kind.INVALID_REQUEST,
                    "invalid_json",
                    "The body goes on after its JSON object ends. Send one object."));
        }
        if (token != JsonToken.START_OBJECT) {
            throw notAnObject();
        }
    }

    private void member(JsonToken token, JsonParser json) throws IOException {
        if (token == JsonToken.FIELD_NAME) {
            field = json.currentName();
            return;
        }
        switch (field) {
            case "model" -> model = model(token, json);
            case "stream" -> stream = token == JsonToken.VALUE_TRUE;
            case "return_progress" -> progress = token == JsonToken.VALUE_TRUE;
            case "n" -> n = count(token, json);
            case "max_tokens", "max_completion_tokens", "n_predict" -> limit(positive(token, json));
            case "messages" -> pictures = new Pictures();
            case "prompt" -> prompts.begin(token);
            case "input" -> inputs.begin(token);
            default -> {}
        }
    }

    private static Optional<String> model(JsonToken value, JsonParser json) throws IOException {
        return switch (value) {
            case VALUE_NULL -> Optional.empty();
            case VALUE_STRING -> Optional.of(json.getText()).filter(name -> !name.isEmpty());
            default ->
                throw new Refused(Failure.of(
                                Kind.INVALID_REQUEST, "invalid_type", "model is not a string. Send its name in quotes.")
                        .in("model"));
        };
    }

    /** A number that makes no sense is left to the backend to refuse. */
    private static int count(JsonToken value, JsonParser json) throws IOException {
        return positive(value, json).orElse(1);
    }

    private static OptionalInt positive(JsonToken value, JsonParser json) throws IOException {
        boolean fits = value == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == NumberType.INT;
        return fits && json.getIntValue() > 0 ? OptionalInt.of(json.getIntValue()) : OptionalInt.empty();
    }

    /** Engines differ in which of several they obey: the largest is a limit for all of them. */
    private void limit(OptionalInt given) {
        if (given.orElse(0) > maxTokens.orElse(0)) {
            maxTokens = given;
        }
    }

    private void element(JsonToken token) {
        prompts.element(token);
        inputs.element(token);
    }

    private void end() {
        depth--;
        if (depth == 1) {
            prompts.end();
            inputs.end();
        }
        ended = depth == 0;
    }

    private static Refused notAnObject() {
        return new Refused(Failure.of(
                Kind.INVALID_REQUEST,
                "invalid_json",
                "The body is not a JSON object. Expected: {\"messages\": …}, {\"prompt\": …} or {\"input\": …}."));
    }
}
