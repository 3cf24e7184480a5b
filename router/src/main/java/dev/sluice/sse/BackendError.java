package dev.sluice.sse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** A backend's error, whatever its shape, read once. */
public final class BackendError {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As much of it as people read. */
    private static final int LONGEST = 500;

    /** As much of a page as is looked through for that: a pattern may take time with the square of this. */
    private static final int LONGEST_PAGE = 4 * 1024;

    /** Proxies in between like to say where they failed to get. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\b\\w+://[^\\s\"')>]+|\\blocalhost:\\d+|\\b\\d{1,3}(\\.\\d{1,3}){3}(:\\d+)?\\b");

    private static final Pattern MARKUP = Pattern.compile("(?s)<(style|script).*?</\\1>|<[^<>]*>");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final String body;
    private final JsonNode json;

    private BackendError(String body, JsonNode json) {
        this.body = body;
        this.json = json;
    }

    /** In this body, which may be anything. */
    public static BackendError in(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            return new BackendError(text, JSON.readTree(body));
        } catch (IOException e) {
            return new BackendError(text, MissingNode.getInstance());
        }
    }

    /** Whether it is in the shape that clients read, {@code {"error":{…}}}: it is passed on as it is. */
    public boolean isReadable() {
        return json.path("error").isObject();
    }

    /** Its {@code error.type}; empty if it has none. */
    public String type() {
        return json.path("error").path("type").asText("");
    }

    /** A number in its {@code error} object. */
    OptionalInt number(String field) {
        JsonNode value = json.path("error").path(field);
        return value.canConvertToInt() && value.asInt() >= 0 ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
    }

    /** Whether it says this, letter by letter. */
    public boolean says(String words) {
        return text().contains(words);
    }

    /**
     * Whether it is how a web framework says that it knows no such path or method, such as {@code {"detail":"Not
     * Found"}}: an engine has its errors in {@code error}, and a proxy has a page.
     */
    public boolean isOfAFramework() {
        return !json.hasNonNull("error")
                && !text().isEmpty()
                && !body.stripLeading().startsWith("<");
    }

    /** The end of a sentence about it: what it says, if it is JSON. A page of a proxy says nothing of the backend. */
    public String asEnd() {
        return json.isMissingNode() ? "" : ": " + words();
    }

    /**
     * The words in {@code {"error":{"message":…}}}, {@code {"error":"…"}}, {@code {"message":"…"}},
     * {@code {"detail":"…"}}, a page or a plain text; without addresses; a remark if there are none.
     */
    public String words() {
        String words = ADDRESS.matcher(text()).replaceAll("(an address)");
        if (words.isEmpty()) {
            return "an error without a message";
        }
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
    }

    /** All that it says, addresses included: not for clients. */
    String text() {
        if (!json.isObject()) {
            String page = body.substring(0, Math.min(LONGEST_PAGE, body.length()));
            String text = MARKUP.matcher(page).replaceAll(" ");
            return SPACE.matcher(text).replaceAll(" ").strip();
        }
        JsonNode error = json.path("error");
        return error.path("message")
                .asText(error.asText(
                        json.path("message").asText(json.path("detail").asText(""))));
    }
}
