package dev.sluice.sse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Tells what an event is.
 *
 * <p>The first events of a stream are parsed, until one is content. After that an event is looked at only where its
 * first bytes may be those of an end or an error: the happy path parses nothing.
 */
public final class FrameClassifier {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SUSPICIOUS =
            List.of("data: [DONE]", "data:[DONE]", "data: {\"error\"", "data:{\"error\"", "event:", "error:");

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
    public static FrameKind afterContent(byte[] event) {
        if (SUSPICIOUS.stream().noneMatch(prefix -> startsWith(event, prefix))) {
            return FrameKind.CONTENT;
        }
        FrameKind kind = beforeContent(event);
        return kind == FrameKind.PRELUDE ? FrameKind.CONTENT : kind;
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

    private static boolean startsWith(byte[] event, String prefix) {
        int from = skipLineEnds(event);
        if (event.length - from < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (event[from + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int skipLineEnds(byte[] event) {
        int from = 0;
        while (from < event.length && (event[from] == '\n' || event[from] == '\r')) {
            from++;
        }
        return from;
    }
}
