package dev.sluice.backends.language;

import java.util.List;

/**
 * A conversation in the form that the chat models here read: {@code <|role|>content<|end|>} for each message, and then
 * {@code <|assistant|>} where the next answer is to begin.
 *
 * @param messages in order
 * @param goesOn whether the last message is left open, to be gone on with
 * @param opens whether an answer is to begin after the last message
 */
public record Chat(List<Message> messages, boolean goesOn, boolean opens) {

    /** One message. */
    public record Message(String role, String content) {}

    /** As the model is given it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Message message : messages) {
            text.append("<|").append(message.role()).append("|>").append(message.content());
            text.append("<|end|>");
        }
        if (goesOn && !messages.isEmpty()) {
            text.setLength(text.length() - "<|end|>".length());
        } else if (opens) {
            text.append("<|assistant|>");
        }
        return text.toString();
    }

    /** What is gone on with; empty if nothing is. */
    public String begun() {
        return goesOn && !messages.isEmpty() ? messages.getLast().content() : "";
    }
}
