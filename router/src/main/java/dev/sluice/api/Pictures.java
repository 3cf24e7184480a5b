package dev.sluice.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Whether messages hold pictures: parts of the type {@code image_url}, or {@code images} as Ollama has them. */
final class Pictures {

    private static final String PART = "image_url";

    // Mutable state, of one body.
    private boolean found;
    private boolean inImages;

    /** Something stands in the messages, however deep. */
    void take(JsonToken token, JsonParser json) throws IOException {
        found |= inImages && !token.isStructEnd();
        inImages = token == JsonToken.START_ARRAY && "images".equals(json.currentName());
        if (token == JsonToken.FIELD_NAME) {
            found |= json.currentName().equals(PART);
        } else if (token == JsonToken.VALUE_STRING && "type".equals(json.currentName())) {
            found |= json.getText().equals(PART);
        }
    }

    /** Whether any were seen. */
    boolean found() {
        return found;
    }
}
