package dev.sluice.loadtest.gatling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatling.http.action.sse.SseInboundMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of one stream.
 *
 * @param asked when it was asked for, in milliseconds of Gatling's clock
 * @param ended when its last event was there
 * @param contents when each content came
 * @param text all content
 * @param model who says that it has answered; empty where nobody did
 * @param finishReason why it ended, as the model says; empty where it does not
 * @param last its last event as Gatling shows it, an end marker or an error; empty if neither came
 */
record StreamedAnswer(
        long asked, long ended, List<Long> contents, String text, String model, String finishReason, String last) {

    /** Matches the event behind which nothing comes: Gatling 3.15 shows {@code data: [DONE]} as {@code {"data":[DONE]}}. */
    static final String LAST = "^\\{\"data\":\\[DONE\\]\\}$|\"error\":";

    /** Matches an event with content. */
    static final String CONTENT = "\"content\":\"[^\"]";

    private static final String DONE = "{\"data\":[DONE]}";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of the events before the last one. */
    static StreamedAnswer of(long asked, List<SseInboundMessage> events, String last, long ended) {
        List<Long> contents = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String model = "";
        String finishReason = "";
        for (SseInboundMessage event : events) {
            JsonNode chunk = read(event.message()).path("data");
            JsonNode choice = chunk.path("choices").path(0);
            String content = choice.path("delta").path("content").asText("");
            if (!content.isEmpty()) {
                contents.add(event.timestamp());
                text.append(content);
            }
            model = chunk.path("model").asText(model);
            finishReason = choice.path("finish_reason").asText(finishReason);
        }
        return new StreamedAnswer(asked, ended, contents, text.toString(), model, finishReason, last);
    }

    /** Whether the client was told, in its stream, that it failed. */
    boolean failedOpenly() {
        return !last.isEmpty() && !last.equals(DONE);
    }

    /** Whether nothing came at all: it was refused, unless Gatling's own row says that there was a head. */
    boolean nothingCame() {
        return last.isEmpty() && text.isEmpty() && finishReason.isEmpty() && model.isEmpty();
    }

    /** What is missing for a whole answer with this text; empty if nothing is. */
    Optional<String> missing(Expectation expected) {
        if (!last.equals(DONE)) {
            return Optional.of("no [DONE], but: " + last);
        }
        return expected.missing(model, finishReason, text);
    }

    /** Its rows. An error event or a refusal is a failure unless this simulation may cause one. */
    List<Row> rows(Expectation expected, boolean mayFail) {
        List<Row> rows = new ArrayList<>(times());
        if (mayFail && failedOpenly()) {
            rows.add(Row.of(Row.ERROR, asked, ended));
        } else if (mayFail && nothingCame()) {
            rows.add(Row.of(Row.REFUSED, asked, ended));
        } else {
            rows.add(missing(expected)
                    .map(what -> Row.failed(Row.FINISH, asked, ended, what))
                    .orElseGet(() -> Row.of(Row.FINISH, asked, ended)));
        }
        return rows;
    }

    /** The rows of its tokens. */
    List<Row> times() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            rows.add(
                    i == 0
                            ? Row.of(Row.TTFT, asked, contents.get(0))
                            : Row.of(Row.GAP, contents.get(i - 1), contents.get(i)));
        }
        return rows;
    }

    private static JsonNode read(String event) {
        try {
            return JSON.readTree(event);
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }
}
