package dev.sluice.sse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Cuts out of a chunk or a whole answer what clients cannot bear or must not see. */
public final class Members {

    /** What llama-server adds to an answer with {@code -v}: the whole prompt and its settings. */
    static final String VERBOSE = "__verbose";

    private static final JsonFactory JSON = new JsonFactory();

    private Members() {}

    /**
     * The object without {@code "error": null}, which openai-java and openai-go take for an error, and without
     * {@link #VERBOSE}, both at its top level; every other member keeps its bytes. One that is not UTF-8 stays as it is.
     *
     * @throws IOException if it is not a JSON object
     */
    public static byte[] bearable(byte[] object) throws IOException {
        try (JsonParser json = JSON.createParser(object)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(json, "an object was expected");
            }
            // that is how the parser says that it reads another encoding
            boolean countsBytes = json.currentTokenLocation().getByteOffset() >= 0;
            return countsBytes ? keepBearable(object, json) : object;
        }
    }

    private static byte[] keepBearable(byte[] object, JsonParser json) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(object.length);
        kept.write('{');
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            int begin = (int) json.currentTokenLocation().getByteOffset();
            boolean keep = isBearable(name, json.nextToken());
            json.skipChildren();
            json.finishToken();
            if (keep) {
                separate(kept);
                kept.write(object, begin, (int) json.currentLocation().getByteOffset() - begin);
            }
        }
        kept.write('}');
        return kept.toByteArray();
    }

    private static void separate(ByteArrayOutputStream kept) {
        if (kept.size() > 1) {
            kept.write(',');
        }
    }

    /** Whether a member of this name and value may be passed on. */
    public static boolean isBearable(String name, JsonToken value) {
        return !name.equals(VERBOSE) && !(name.equals("error") && value == JsonToken.VALUE_NULL);
    }
}
