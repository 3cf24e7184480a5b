package dev.sluice.sse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.regex.Pattern;

/** What a backend's error says, whatever its shape. */
public final class ErrorWords {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As much of it as people read. */
    private static final int LONGEST = 500;

    /** Proxies in between like to say where they failed to get. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\b\\w+://[^\\s\"')>]+|\\blocalhost:\\d+|\\b\\d{1,3}(\\.\\d{1,3}){3}(:\\d+)?\\b");

    private static final Pattern MARKUP = Pattern.compile("(?s)<(style|script).*?</\\1>|<[^>]*>");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private ErrorWords() {}

    /**
     * The words in {@code {"error":{"message":…}}}, {@code {"error":"…"}}, {@code {"message":"…"}},
     * {@code {"detail":"…"}}, a page or a plain text; without addresses; a remark if there are none.
     */
    public static String of(String body) {
        String words = ADDRESS.matcher(find(body)).replaceAll("(an address)");
        if (words.isEmpty()) {
            return "an error without a message";
        }
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
    }

    private static String find(String body) {
        JsonNode json = parse(body);
        if (!json.isObject()) {
            String text = MARKUP.matcher(body).replaceAll(" ");
            return SPACE.matcher(text).replaceAll(" ").strip();
        }
        JsonNode error = json.path("error");
        return error.path("message")
                .asText(error.asText(
                        json.path("message").asText(json.path("detail").asText(""))));
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
