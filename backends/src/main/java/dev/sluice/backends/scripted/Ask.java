package dev.sluice.backends.scripted;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a fault is an answer to. */
public enum Ask {
    /** A chat, streamed. */
    @JsonProperty("chat-stream")
    CHAT_STREAM("/v1/chat/completions", "\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]"),
    /** A chat, in one piece. */
    @JsonProperty("chat")
    CHAT("/v1/chat/completions", "\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]"),
    /** A completion, streamed. */
    @JsonProperty("completions-stream")
    COMPLETIONS_STREAM("/v1/completions", "\"stream\":true,\"prompt\":\" 1 2 3\"");

    private final String path;
    private final String fields;

    Ask(String path, String fields) {
        this.path = path;
        this.fields = fields;
    }

    public String path() {
        return path;
    }

    /** The body of such a request for this model. */
    public String body(String model) {
        return "{\"model\":\"" + model + "\"," + fields + "}";
    }
}
