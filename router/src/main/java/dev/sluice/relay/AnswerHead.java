package dev.sluice.relay;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the head of a backend's answer announces. */
sealed interface AnswerHead {

    /** A stream of events. */
    record Stream() implements AnswerHead {}

    /** An answer in one piece, of any status. */
    record Whole() implements AnswerHead {}

    /** Nothing that can be relayed. */
    record Unusable(String why) implements AnswerHead {}

    String EVENT_STREAM = "text/event-stream";

    /**
     * Backends are not trusted as to framing: a coding that is not plain chunks, or that nobody asked for, would reach
     * the client as something else than it is.
     */
    static AnswerHead of(HttpClientResponse answer, boolean streamAsked) {
        MultiMap headers = answer.headers();
        if (answer.statusCode() < 200) {
            return new Unusable("it answered " + answer.statusCode() + ", which ends no request");
        }
        List<String> framing = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        if (!framing.isEmpty() && !(framing.size() == 1 && framing.get(0).equalsIgnoreCase("chunked"))) {
            return new Unusable("it framed its answer as " + framing);
        }
        String coding = headers.get(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            return new Unusable("it compressed its answer, unasked");
        }
        boolean stream = answer.statusCode() == 200 && isStream(headers.get(HttpHeaders.CONTENT_TYPE), streamAsked);
        return stream ? new Stream() : new Whole();
    }

    private static boolean isStream(@Nullable String type, boolean streamAsked) {
        return type == null ? streamAsked : type.toLowerCase(Locale.ROOT).startsWith(EVENT_STREAM);
    }
}
