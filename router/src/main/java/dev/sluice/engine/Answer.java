package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a backend answered to a probe.
 *
 * @param status the HTTP status; 0 if there was no answer in time
 * @param server the header {@code Server}, perhaps empty
 * @param body the text, perhaps empty
 */
public record Answer(int status, String server, String body) {

    /** To a question that was not asked, or got no answer in time. */
    public static final Answer NONE = new Answer(0, "", "");

    boolean isGood() {
        return status == 200;
    }

    /** A missing node where there was no good answer in JSON. */
    JsonNode json() {
        return Json.parse(isGood() ? body : "");
    }
}
