package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.language.Chat;
import dev.sluice.backends.language.Chat.Message;
import dev.sluice.backends.simulated.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the messages of a chat, as llama-server does. */
final class LlamaChat {

    private static final String ASSISTANT = "assistant";

    private LlamaChat() {}

    static Chat read(JsonNode body) throws Refused {
        JsonNode messages = body.path("messages");
        if (messages.isMissingNode()) {
            throw Refused.invalid("'messages' is required");
        }
        if (!messages.isArray()) {
            throw Refused.invalid("Expected 'messages' to be an array");
        }
        List<Message> read = new ArrayList<>();
        for (JsonNode message : messages) {
            read.add(message(message));
        }
        boolean asked = body.path("continue_final_message").asBoolean();
        boolean opens = body.path("add_generation_prompt").asBoolean(true);
        if (asked && opens) {
            throw Refused.invalid("Cannot set both add_generation_prompt and continue_final_message to true.");
        }
        boolean trails = opens && !read.isEmpty() && read.getLast().role().equals(ASSISTANT);
        return new Chat(read, asked || trails, opens);
    }

    private static Message message(JsonNode message) throws Refused {
        String role = message.path("role").asText();
        JsonNode content = message.path("content");
        if (!role.equals(ASSISTANT) && content.isMissingNode()) {
            throw Refused.invalid("All non-assistant messages must contain 'content'");
        }
        if (role.isEmpty()) {
            throw Refused.because(
                    500, "server_error", "Failed to parse messages: Missing 'role' in message: " + message);
        }
        return new Message(role.equals("developer") ? "system" : role, text(content));
    }

    private static String text(JsonNode content) {
        return content.isArray()
                ? Json.elements(content).map(part -> part.path("text").asText()).collect(Collectors.joining("\n"))
                : content.asText("");
    }
}
