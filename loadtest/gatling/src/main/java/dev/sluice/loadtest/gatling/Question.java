package dev.sluice.loadtest.gatling;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatling.javaapi.core.Session;
import java.util.function.Function;

/**
 * What users ask.
 *
 * @param model whom
 * @param tokens the length of the answer
 * @param messages the conversation so far
 */
record Question(Function<Session, String> model, int tokens, Function<Session, ArrayNode> messages) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One message to this model. */
    static Question to(String model, int tokens) {
        ArrayNode messages = said(nothing(), "user", "Count!");
        return new Question(session -> model, tokens, session -> messages);
    }

    /** A conversation that has not begun. */
    static ArrayNode nothing() {
        return JSON.createArrayNode();
    }

    /** A conversation with one more message. */
    static ArrayNode said(ArrayNode before, String role, String text) {
        ArrayNode after = before.deepCopy();
        after.addObject().put("role", role).put("content", text);
        return after;
    }

    /** The body of the request. */
    String json(Session session, boolean streamed) {
        ObjectNode body = JSON.createObjectNode()
                .put("model", model.apply(session))
                .put("max_tokens", tokens)
                .put("stream", streamed);
        body.set("messages", messages.apply(session));
        return body.toString();
    }
}
