package dev.sluice.relay;

import dev.sluice.telemetry.Visit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * What one client is sent: either a whole answer with a real status, or, from its first byte on, a stream under 200
 * (status commit). A client that reads nothing for too long counts as gone. Its connection cannot be closed by us while
 * bytes wait to be flushed; the kernel ends it by the TCP user timeout of the same length.
 */
final class Reply {

    private static final CharSequence EVENT_STREAM = HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache, no-transform");
    private static final CharSequence ACCEL_BUFFERING = HttpHeaders.createOptimized("X-Accel-Buffering");
    private static final CharSequence NO = HttpHeaders.createOptimized("no");

    private final Relay relay;
    private final HttpServerResponse client;
    private final Face face;
    private final Visit visit;
    private final Runnable gone;
    private boolean begun;
    private boolean ended;
    private long lastWrite;

    /** Of that client; {@code gone} is run when it has read nothing for too long. */
    Reply(Relay relay, HttpServerResponse client, Face face, Visit visit, Runnable gone) {
        this.relay = relay;
        this.gone = gone;
        this.client = client;
        this.face = face;
        this.visit = visit;
        this.lastWrite = relay.owner().now();
    }

    /** Whether the status has left: from then on a failure can only be an event. */
    boolean begun() {
        return begun;
    }

    /** Whether the client has been sent the end: from then on it may leave. */
    boolean ended() {
        return ended;
    }

    /** Commits the status of a stream, unless it was before. */
    void beginStream(Journey journey) {
        if (begun) {
            return;
        }
        begun = true;
        journey.tell(client);
        client.setStatusCode(200)
                .setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE)
                .putHeader(ACCEL_BUFFERING, NO);
    }

    /** Sends more of a stream. */
    void write(Buffer bytes) {
        lastWrite = relay.owner().now();
        client.write(bytes);
    }

    /** When the client was sent something last. */
    long lastWrite() {
        return lastWrite;
    }

    /** Lets the client know that its stream is alive, unless it has enough to read anyway. */
    void beat(Buffer heartbeat, Journey journey) {
        beginStream(journey);
        if (!full()) {
            write(heartbeat);
        }
    }

    /** Whether the client should be left to read before it is sent more. */
    boolean full() {
        return client.writeQueueFull();
    }

    /** Runs this when the client has read, unless it is given up before. */
    void whenDrained(Runnable then) {
        long stall = relay.timeouts().clientStall().toMillis();
        long late = relay.vertx().setTimer(stall, timer -> {
            client.reset();
            gone.run();
        });
        client.drainHandler(drained -> {
            if (relay.vertx().cancelTimer(late)) {
                then.run();
            }
        });
    }

    /** Ends a stream with these bytes. */
    void endStream(Buffer last) {
        end();
        client.end(last);
    }

    /** Answers as a whole. */
    void answer(int status, Buffer body, Journey journey) {
        begun = true;
        end();
        journey.tell(client);
        client.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        send(body, 0);
    }

    /** Says that the request failed, in whatever way is still open. */
    void fail(Failure failure, Journey journey) {
        fail(failure.kind().status(), failure, journey);
    }

    /** The same with another status, if that is still open. */
    void fail(int status, Failure failure, Journey journey) {
        if (begun) {
            endStream(face.errorEvent(failure));
        } else {
            begun = true;
            end();
            journey.tell(client);
            face.answer(client, status, failure);
        }
    }

    /** Passes on a backend's own refusal of the request, in whatever way is still open. */
    void refuse(int status, Buffer error, Journey journey) {
        if (begun) {
            endStream(face.errorEvent(error));
        } else {
            answer(status, error, journey);
        }
    }

    private void end() {
        ended = true;
        visit.delivered();
    }

    private void send(Buffer body, int from) {
        int rest = from + Turn.BYTES;
        if (rest >= body.length()) {
            client.end(from == 0 ? body : body.slice(from, body.length()));
            return;
        }
        client.write(body.slice(from, rest)).onSuccess(read -> Turn.next(relay.vertx(), () -> send(body, rest)));
    }
}
