package dev.sluice.loadtest.gatling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a request for an answer in one piece; only of these does Gatling show the headers.
 *
 * @param asked when it was asked for, in milliseconds of Gatling's clock
 * @param ended when the answer was there
 * @param status its status; 0 if nothing came
 * @param body its body
 * @param queuedMs how long it has waited in the queue, as the router says; empty where nobody says it
 * @param retryAfter when to try again; empty where nobody says it
 */
record WholeAnswer(
        long asked, long ended, int status, String body, Optional<Long> queuedMs, Optional<String> retryAfter) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether it was refused because the queue is full, as it should be: the code, and when to try again. */
    boolean refused() {
        return status == 503
                && retryAfter.isPresent()
                && json().path("error").path("code").asText().equals("queue_full");
    }

    /** Its rows. */
    List<Row> rows(Expectation expected) {
        List<Row> rows = new ArrayList<>();
        queuedMs.ifPresent(wait -> rows.add(Row.of(Row.QUEUE, asked, asked + wait)));
        rows.add(missing(expected)
                .map(what -> Row.failed(Row.FINISH, asked, ended, what))
                .orElseGet(() -> Row.of(Row.FINISH, asked, ended)));
        return rows;
    }

    private Optional<String> missing(Expectation expected) {
        if (status != 200) {
            return Optional.of("status " + status + ": " + body);
        }
        JsonNode choice = json().path("choices").path(0);
        return expected.missing(
                json().path("model").asText(),
                choice.path("finish_reason").asText(),
                choice.path("message").path("content").asText());
    }

    private JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }
}
