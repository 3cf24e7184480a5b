package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import io.gatling.javaapi.http.SseConnectActionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Asks for answers as chat clients do. What came is in the session afterwards.
 *
 * <p>A stream is asked for with {@code Connection: close}: on a kept connection Gatling's client would send the request
 * once more when the stream is cut or the user stops it, and say so nowhere.
 */
final class Chats {

    /** The rows that Gatling times itself: to the head of a stream, from there to its last event, to a whole answer. */
    static final String HEAD = "stream: head";

    static final String END = "stream: end";
    static final String FIRST = "stream: first content";
    static final String STOP = "stream: stop";
    static final String WHOLE = "whole answer";

    private static final String PATH = "/v1/chat/completions";

    // Names of what is in a session.
    private static final String STREAM = "stream";
    private static final String ASKED = "asked";
    private static final String LAST = "last";
    private static final String STREAMED = "streamed";
    private static final String STATUS = "status";
    private static final String BODY = "body";
    private static final String QUEUED = "queued";
    private static final String RETRY_AFTER = "retryAfter";

    private final LongAdder asked = new LongAdder();
    private final LongAdder stopped = new LongAdder();

    /** How many requests were sent, as far as Gatling tells. */
    long asked() {
        return asked.sum();
    }

    /** How many streams were stopped after their first content. */
    long stopped() {
        return stopped.sum();
    }

    /** Opens a stream, waits for its end, and takes it apart: {@link #streamed}. */
    ChainBuilder stream(Question question) {
        return exec(this::begin)
                .exec(open(question)
                        .await(Plan.PATIENCE)
                        .on(sse.checkMessage(END)
                                .matching(regex(StreamedAnswer.LAST))
                                .check(bodyString().saveAs(LAST))))
                .exec(sse.processUnmatchedMessages(STREAM, (events, session) -> {
                    String last = said(session, LAST).orElse("");
                    return session.set(STREAMED, StreamedAnswer.of(session.getLong(ASKED), events, last, Rows.now()))
                            .remove(STREAM);
                }));
    }

    /** Opens a stream, and stops it some time after its first content. */
    ChainBuilder stop(Question question, Duration soonest, Duration latest) {
        return exec(this::begin)
                .exec(open(question)
                        .await(Plan.PATIENCE)
                        .on(sse.checkMessage(FIRST).matching(regex(StreamedAnswer.CONTENT))))
                .exitHereIfFailed()
                .exec(new Rows(session -> List.of(Row.of(Row.TTFT, session.getLong(ASKED), Rows.now()))))
                .pause(soonest, latest)
                .exec(new Rows(this::stopped))
                .exec(sse(STOP).sseName(STREAM).close());
    }

    /** Asks for an answer in one piece: {@link #wholeAnswer}. */
    ChainBuilder whole(Question question) {
        return exec(this::begin)
                .exec(post(WHOLE, question, Plan.PATIENCE)
                        .check(status().saveAs(STATUS))
                        .check(bodyString().saveAs(BODY))
                        .check(header("retry-after").optional().saveAs(RETRY_AFTER))
                        .check(header("x-sluice-queue-ms").optional().saveAs(QUEUED)));
    }

    /** Asks for one, and leaves after a while, whatever has come. No row: Gatling would call it a failure. */
    ChainBuilder leave(Question question, Duration after) {
        return exec(this::begin).exec(post("leaves", question, after).silent());
    }

    /** What the last stream brought. */
    static StreamedAnswer streamed(Session session) {
        return Objects.requireNonNull(session.get(STREAMED));
    }

    /** What the last answer in one piece was. */
    static WholeAnswer wholeAnswer(Session session) {
        return new WholeAnswer(
                session.getLong(ASKED),
                Rows.now(),
                session.contains(STATUS) ? session.getInt(STATUS) : 0,
                said(session, BODY).orElse(""),
                said(session, QUEUED).map(Long::valueOf),
                said(session, RETRY_AFTER));
    }

    private Session begin(Session session) {
        asked.increment();
        return session.removeAll(LAST, STREAMED, STATUS, BODY, QUEUED, RETRY_AFTER)
                .set(ASKED, Rows.now());
    }

    private List<Row> stopped(Session session) {
        stopped.increment();
        return List.of(Row.of(Row.STOPPED, session.getLong(ASKED), Rows.now()));
    }

    private static SseConnectActionBuilder open(Question question) {
        return sse(HEAD)
                .sseName(STREAM)
                .post(PATH)
                .header("Connection", "close")
                .body(StringBody(session -> question.json(session, true)));
    }

    private static HttpRequestActionBuilder post(String row, Question question, Duration patience) {
        return http(row)
                .post(PATH)
                .header("Connection", "close")
                .body(StringBody(session -> question.json(session, false)))
                .requestTimeout(patience);
    }

    private static Optional<String> said(Session session, String name) {
        @Nullable String value = session.contains(name) ? session.getString(name) : null;
        return Optional.ofNullable(value);
    }
}
