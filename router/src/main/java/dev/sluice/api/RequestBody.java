package dev.sluice.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.sluice.relay.Failure;
import dev.sluice.relay.Failure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What the router needs to know of a request body. The rest is the backend's to judge.
 *
 * @param model the model it names, if it names one; an empty name is none
 * @param stream whether it asks for a stream
 * @param sequences how many answers it asks for: {@code n} times the prompts, of which a chat has one
 */
record RequestBody(Optional<String> model, boolean stream, int sequences) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads a body once, from end to end, without keeping more of it than the model's name.
     *
     * @throws Refused if it is not one JSON object, or its model is not a string
     */
    static RequestBody read(byte[] body) {
        if (body.length == 0) {
            throw refused(
                    "empty_body", "The request has no body. Send a JSON object with Content-Type: application/json.");
        }
        try (JsonParser json = JSON.createParser(body)) {
            return read(json);
        } catch (StreamConstraintsException e) {
            throw refused("invalid_json", "The body is nested too deeply, or a name or number in it is too long.");
        } catch (JsonProcessingException e) {
            throw refused("invalid_json", "The body is not JSON: " + describe(e) + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from an array in memory: cannot happen
        }
    }

    private static RequestBody read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw refused(
                    "invalid_json", "The body is not a JSON object. Expected: {\"messages\": …} or {\"prompt\": …}.");
        }
        Optional<String> model = Optional.empty();
        boolean stream = false;
        int sequences = 1;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (field.equals("model")) {
                model = model(json, value);
            } else if (field.equals("stream")) {
                stream = value == JsonToken.VALUE_TRUE;
            }
            json.skipChildren();
        }
        if (json.nextToken() != null) {
            throw refused("invalid_json", "The body goes on after its JSON object ends. Send one object.");
        }
        return new RequestBody(model, stream, sequences);
    }

    private static Optional<String> model(JsonParser json, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_NULL -> Optional.empty();
            case VALUE_STRING -> Optional.of(json.getText()).filter(name -> !name.isEmpty());
            default ->
                throw new Refused(Failure.of(
                                Kind.INVALID_REQUEST, "invalid_type", "model is not a string. Send its name in quotes.")
                        .in("model"));
        };
    }

    /** The parser's words and the place, without what Jackson adds for whoever programs with it. */
    private static String describe(JsonProcessingException e) {
        String what =
                e.getOriginalMessage().replaceFirst("( \\((start marker|for \\w+ starting) at |: enable `).*", "");
        return what + " (line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr() + ")";
    }

    private static Refused refused(String code, String message) {
        return new Refused(Failure.of(Kind.INVALID_REQUEST, code, message));
    }
}
