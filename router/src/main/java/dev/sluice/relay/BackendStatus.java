package dev.sluice.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.admission.Outcome;
import dev.sluice.sse.ErrorWords;
import io.vertx.core.buffer.Buffer;

/** What an answer means that is not 200. */
final class BackendStatus {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BackendStatus() {}

    /**
     * A refusal of the router's own key is none of the client's business; what else is wrong with the request is the
     * client's alone. 503 is what an engine says that loads, or has too much to do.
     */
    static Verdict judge(int status, Buffer body) {
        return switch (status) {
            case 401, 403, 407 -> failed("it refused the router's key (" + status + ")");
            case 429 -> new Verdict.Failed(Breakdown.busy("it has too much to do" + words(body)));
            case 503 -> unavailable(body);
            default ->
                status >= 400 && status < 500
                        ? new Verdict.Refused(status, body)
                        : failed("it answered " + status + words(body));
        };
    }

    private static Verdict unavailable(Buffer body) {
        JsonNode error = parse(body).path("error");
        if (error.path("type").asText("").equals("unavailable_error")) {
            return new Verdict.Failed(Breakdown.broke(Outcome.UNAVAILABLE, "it is not ready" + words(body)));
        }
        return new Verdict.Failed(Breakdown.busy("it has too much to do" + words(body)));
    }

    /** Whether this is an error in the shape that clients read: it is passed on as it is. */
    static boolean hasOwnError(Buffer body) {
        return parse(body).path("error").isObject();
    }

    private static Verdict failed(String why) {
        return new Verdict.Failed(Breakdown.broke(Outcome.REFUSED, why));
    }

    private static String words(Buffer body) {
        return parse(body).isMissingNode() ? "" : ": " + ErrorWords.of(body.toString());
    }

    private static JsonNode parse(Buffer body) {
        try {
            return body.length() == 0 ? MissingNode.getInstance() : JSON.readTree(body.getBytes());
        } catch (java.io.IOException e) {
            return MissingNode.getInstance();
        }
    }
}
