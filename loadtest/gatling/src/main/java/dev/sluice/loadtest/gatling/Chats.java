package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * Asks for answers as a chat client does. What came is in the session afterwards; {@code answer} holds it.
 *
 * <p>A stream is asked for with {@code Connection: close}: on a kept connection Gatling's client would send the request
 * once more, and say so nowhere, when the stream is cut or the user stops it.
 */
final class Chats {

    /** The rows that Gatling times itself: to the head of a stream, and from there to its last event. */
    static final String HEAD = "stream: head";

    static final String END = "stream: end";
    static final String WHOLE = "whole answer";

    private static final String PATH = "/v1/chat/completions";
    private static final String STREAM = "stream";
    private static final String ASKED = "asked";
    private static final String LAST = "last";
    private static final String ANSWER = "answer";
    private static final String QUEUED = "queued";

    private final LongAdder asked = new LongAdder();

    /** How many requests were sent so far, as far as we know. */
    long asked() {
        return asked.sum();
    }

    /** Opens a stream, waits for its end, and takes it apart. */
    ChainBuilder stream(Question question) {
        return exec(session -> begin(session).remove(LAST))
                .exec(sse(HEAD)
                        .sseName(STREAM)
                        .post(PATH)
                        .header("Connection", "close")
                        .body(StringBody(session -> question.json(session, true)))
                        .await(Plan.PATIENCE)
                        .on(sse.checkMessage(END)
                                .matching(regex(StreamedAnswer.LAST))
                                .check(bodyString().saveAs(LAST))))
                .exec(sse.processUnmatchedMessages(STREAM, (events, session) -> {
                    String last = session.contains(LAST) ? session.getString(LAST) : "";
                    return session.set(
                                    ANSWER,
                                    StreamedAnswer.of(
                                            session.getLong(ASKED), events, Objects.requireNonNull(last), Rows.now()))
                            .remove(STREAM);
                }));
    }

    /** Asks for an answer in one piece: only of those does Gatling show the headers, and with them the queue wait. */
    ChainBuilder whole(Question question) {
        return exec(this::begin)
                .exec(http(WHOLE)
                        .post(PATH)
                        .body(StringBody(session -> question.json(session, false)))
                        .requestTimeout(Plan.PATIENCE)
                        .check(status().is(200))
                        .check(header("x-sluice-queue-ms").optional().saveAs(QUEUED))
                        .check(jsonPath("$.choices[0].message.content").exists()))
                .exec(new Rows(Chats::queueWait));
    }

    /** What the last stream brought. */
    static StreamedAnswer answer(Session session) {
        return Objects.requireNonNull(session.get(ANSWER));
    }

    private Session begin(Session session) {
        asked.increment();
        return session.set(ASKED, Rows.now());
    }

    private static List<Row> queueWait(Session session) {
        if (!session.contains(QUEUED)) {
            return List.of();
        }
        long asked = session.getLong(ASKED);
        return List.of(
                Row.of(Row.QUEUE, asked, asked + Long.parseLong(Objects.requireNonNull(session.getString(QUEUED)))));
    }
}
