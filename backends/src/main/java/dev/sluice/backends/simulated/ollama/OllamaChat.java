package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.language.Chat;
import dev.sluice.backends.language.Chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes a prompt of messages, as Ollama does and the model's template says. */
final class OllamaChat {

    private OllamaChat() {}

    static List<Message> read(JsonNode messages) {
        List<Message> read = new ArrayList<>();
        messages.forEach(message -> read.add(new Message(
                message.path("role").asText("").toLowerCase(Locale.ROOT),
                message.path("content").asText(""))));
        return read;
    }

    /** Without the first messages, if they are too long together; what the system says stays, and so does the last. */
    static String prompt(Ollama server, List<Message> messages, int context, boolean truncate) {
        String text = text(server, messages);
        for (int from = 1;
                truncate
                        && from < messages.size()
                        && server.language().read(text).size() > context;
                from++) {
            int first = from;
            List<Message> left = new ArrayList<>(messages.subList(0, first).stream()
                    .filter(message -> message.role().equals("system"))
                    .toList());
            left.addAll(messages.subList(first, messages.size()));
            text = text(server, left);
        }
        return text;
    }

    private static String text(Ollama server, List<Message> messages) {
        List<Message> merged = merged(messages);
        boolean open = server.goesOn() && merged.getLast().role().equals("assistant");
        return new Chat(merged, open, true).text();
    }

    /** What one role says in several messages on end is one. */
    private static List<Message> merged(List<Message> messages) {
        List<Message> merged = new ArrayList<>();
        for (Message message : messages) {
            boolean more = !merged.isEmpty()
                    && merged.getLast().role().equals(message.role())
                    && !message.role().equals("tool");
            merged.add(
                    more
                            ? new Message(message.role(), merged.removeLast().content() + "\n\n" + message.content())
                            : message);
        }
        return merged;
    }
}
