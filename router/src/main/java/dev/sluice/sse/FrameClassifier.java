package dev.sluice.sse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Tells what an event is.
 *
 * <p>The first events of a stream are parsed, until one is content. After that an event is looked at only where its
 * lines begin as those of an end or an error do: the happy path parses nothing.
 */
public final class FrameClassifier {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FrameClassifier() {}

    /** The kind of an event of a stream that has had no content yet. */
    public static FrameKind beforeContent(byte[] event) {
        Frame frame = Frame.parse(new String(event, StandardCharsets.UTF_8));
        if (frame.failed()) {
            return FrameKind.ERROR;
        }
        return switch (frame.data()) {
            case "" -> FrameKind.PRELUDE;
            case "[DONE]" -> FrameKind.END;
            default -> ofJson(frame.data());
        };
    }

    /** The kind of an event of a stream that has had content: one that is not an end or an error is content. */
    public static FrameKind afterContent(Bytes event, int length) {
        if (!LineGlance.mayEndOrFail(event, length)) {
            return FrameKind.CONTENT;
        }
        FrameKind kind = beforeContent(copy(event, length));
        return kind == FrameKind.PRELUDE ? FrameKind.CONTENT : kind;
    }

    /** What an event of the kind {@link FrameKind#ERROR} says, for people. */
    public static String errorMessage(byte[] event) {
        String data = Frame.parse(new String(event, StandardCharsets.UTF_8)).data();
        try {
            String message = JSON.readTree(data).path("error").path("message").asText("");
            return message.isEmpty() ? "without a message" : message;
        } catch (JsonProcessingException e) {
            return "without a message that can be read";
        }
    }

    private static FrameKind ofJson(String data) {
        try {
            JsonNode chunk = JSON.readTree(data);
            if (chunk.hasNonNull("error")) {
                return FrameKind.ERROR;
            }
            return isPrelude(chunk) ? FrameKind.PRELUDE : FrameKind.CONTENT;
        } catch (JsonProcessingException e) {
            return FrameKind.CONTENT; // not ours to judge: what a client makes of it is between it and the backend
        }
    }

    private static boolean isPrelude(JsonNode chunk) {
        JsonNode choices = chunk.path("choices");
        if (!choices.isArray()) {
            return false;
        }
        for (JsonNode choice : choices) {
            if (choice.hasNonNull("finish_reason") || says(choice.path("text")) || saysMoreThanRole(choice)) {
                return false;
            }
        }
        return true;
    }

    private static boolean saysMoreThanRole(JsonNode choice) {
        return choice.path("delta").properties().stream()
                .filter(field -> !field.getKey().equals("role"))
                .map(Map.Entry::getValue)
                .anyMatch(FrameClassifier::says);
    }

    private static boolean says(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> false;
            case STRING -> !value.textValue().isEmpty();
            case ARRAY, OBJECT -> !value.isEmpty();
            default -> true;
        };
    }

    private static byte[] copy(Bytes event, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = event.at(i);
        }
        return bytes;
    }
}
