package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.language.Chat;
import dev.sluice.backends.language.Chat.Message;
import dev.sluice.backends.simulated.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the messages of a chat, as vLLM does. */
final class VllmChat {

    private VllmChat() {}

    static Chat read(JsonNode body) throws Refused {
        boolean goesOn = body.path("continue_final_message").asBoolean();
        boolean opens = body.path("add_generation_prompt").asBoolean(true);
        if (goesOn && opens) {
            throw Refused.because("continue_final_message and add_generation_prompt are not compatible. Use"
                    + " continue_final_message when you want the model to continue the final message, and"
                    + " add_generation_prompt when you want to add a header that will prompt it to start a new"
                    + " assistant message instead.");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            messages.add(new Message(message.path("role").asText(), text(message.path("content"))));
        }
        if (messages.isEmpty()) {
            throw Refused.because("Cannot apply chat template to an empty conversation. Provide at least one message.");
        }
        return new Chat(messages, goesOn, opens);
    }

    /** Who answers: whose turn it is, or who is gone on with. */
    static String role(Chat chat) {
        return chat.opens() ? "assistant" : chat.messages().getLast().role();
    }

    /** What comes first in an answer that is to repeat what it goes on from. */
    static String echo(Chat chat) {
        Message last = chat.messages().getLast();
        return last.role().equals(role(chat)) ? last.content() : "";
    }

    private static String text(JsonNode content) {
        return content.isArray()
                ? Json.elements(content).map(part -> part.path("text").asText()).collect(Collectors.joining("\n"))
                : content.asText("");
    }
}
