package dev.sluice.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.admission.Outcome;
import io.vertx.core.buffer.Buffer;

/** Judges answers that are not streams. */
final class WholeAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WholeAnswer() {}

    /**
     * What an answer of this status means. A refusal of our own key is none of the client's business; 503 is what an
     * engine says that loads, or dies.
     */
    static Verdict judge(int status, String contentType, Buffer body) {
        boolean ours = status == 401 || status == 403;
        if (status == 503) {
            return new Verdict.Failed(Outcome.UNAVAILABLE, "it answered 503" + message(body));
        }
        if (status >= 500 || ours || status / 100 == 3) {
            return new Verdict.Failed(Outcome.REFUSED, "it answered " + status + message(body));
        }
        return new Verdict.Answered(status, contentType, body);
    }

    private static String message(Buffer body) {
        try {
            String message =
                    JSON.readTree(body.toString()).path("error").path("message").asText("");
            return message.isEmpty() ? "" : ", " + message;
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
