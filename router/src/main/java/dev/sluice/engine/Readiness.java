package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What an answer says of whether a server can serve. */
public enum Readiness {
    /** It says that it can, as many do who cannot: its list of models must tell too. */
    READY,
    /** It is loading its model, or becomes more or fewer. */
    LOADING,
    /** It has no such path: its list of models must tell. */
    UNTOLD,
    /** It wants to be shown a key, or another one. */
    LOCKED,
    /** It fails. */
    BROKEN;

    /** The judgement of one answer. A 200 may be empty, as vLLM's is; a 503 must say that it means well. */
    public static Readiness of(Answer answer) {
        return switch (answer.status()) {
            case 200 -> READY;
            case 404, 405, 501 -> UNTOLD;
            case 401, 403 -> LOCKED;
            case 503 -> comes(Json.parse(answer.body())) ? LOADING : BROKEN;
            default -> BROKEN;
        };
    }

    /**
     * llama-server's error while it loads, the status of those of 2024, LocalAI's, and what vLLM says while the number of
     * its engines changes.
     */
    private static boolean comes(JsonNode body) {
        String status = body.path("status").asText();
        String error = body.path("error").asText().toLowerCase(Locale.ROOT);
        return body.path("error").path("type").asText().equals("unavailable_error")
                || status.equals("loading model")
                || status.equals("starting")
                || error.contains("currently scaling");
    }
}
