package dev.sluice.cli.demo;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One answer, read line by line as a client does that trusts nobody. */
final class HeardStream {

    private static final String DATA = "data:";

    private final Runnable onFirstToken;
    private boolean begun;
    private boolean done;
    private @Nullable String error;

    /** What is run when its first token comes. */
    HeardStream(Runnable onFirstToken) {
        this.onFirstToken = onFirstToken;
    }

    /** A line of a stream, or the whole body of a refusal. */
    void line(String line) {
        String text = (line.startsWith(DATA) ? line.substring(DATA.length()) : line).strip();
        if (text.equals("[DONE]")) {
            done = true;
        } else if (text.startsWith("{")) {
            payload(text);
        }
    }

    /** Once it is over: why it is not a whole answer; empty if it is one. */
    Optional<String> failure() {
        if (error == null && !done) {
            return Optional.of("The answer ended in the middle, without a word.");
        }
        return Optional.ofNullable(error);
    }

    private void payload(String text) {
        try {
            JsonObject json = new JsonObject(text);
            if (json.getJsonObject("error") != null) {
                error = json.getJsonObject("error").getString("message");
            } else if (!begun && hasContent(json)) {
                begun = true;
                onFirstToken.run();
            }
        } catch (DecodeException | ClassCastException e) {
            error = "The answer holds what is no JSON of its kind.";
        }
    }

    /** The first event of a chat holds a role, and content that is null or empty. */
    private static boolean hasContent(JsonObject chunk) {
        JsonArray choices = chunk.getJsonArray("choices", new JsonArray());
        if (choices.isEmpty()) {
            return false;
        }
        String content = choices.getJsonObject(0)
                .getJsonObject("delta", new JsonObject())
                .getString("content");
        return content != null && !content.isEmpty();
    }
}
