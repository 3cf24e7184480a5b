package dev.sluice.relay;

import dev.sluice.admission.Outcome;
import dev.sluice.sse.FrameClassifier;
import dev.sluice.sse.FrameKind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Passes the events of one upstream stream to the client.
 *
 * <p>Nothing leaves before the first event with content (content commit): until then the attempt can be replaced and
 * the client never knows. From then on each event leaves as soon as it came.
 */
final class StreamRelay implements FrameAssembler.Sink {

    /** A stream that says this much without content is passed on all the same, rather than held. */
    private static final int MOST_HELD = 64 * 1024;

    private static final Buffer BLANK_LINE = Buffer.buffer("\n\n");

    private final HttpClientResponse upstream;
    private final HttpServerResponse client;
    private final Consumer<Verdict> failed;
    private final FrameAssembler assembler = new FrameAssembler(this);
    private final List<Buffer> held = new ArrayList<>();
    private int heldBytes;
    private boolean committed;
    private boolean done;

    /** From here to there; {@code failed} hears of an error event at most once, and nothing is passed on after it. */
    StreamRelay(HttpClientResponse upstream, HttpServerResponse client, Consumer<Verdict> failed) {
        this.upstream = upstream;
        this.client = client;
        this.failed = failed;
    }

    void feed(Buffer chunk) {
        assembler.feed(chunk);
    }

    /** Whether the client has received part of the answer. */
    boolean committed() {
        return committed;
    }

    /** What an end of the upstream body means now. */
    Verdict atEnd() {
        return done
                ? new Verdict.Streamed()
                : new Verdict.Failed(Outcome.LOST, "its stream ended before the answer did");
    }

    /** Ends a stream that failed after content with this event. */
    void breakOff(Buffer errorEvent) {
        client.end(assembler.inPieces() ? BLANK_LINE.copy().appendBuffer(errorEvent) : errorEvent);
    }

    @Override
    public void event(Buffer event) {
        if (done) {
            return;
        }
        FrameKind kind = kind(event);
        if (kind == FrameKind.ERROR) {
            done = true;
            failed.accept(new Verdict.Failed(Outcome.CUT, "it reported an error"));
        } else if (kind == FrameKind.PRELUDE && heldBytes + event.length() <= MOST_HELD) {
            hold(event);
        } else {
            done = kind == FrameKind.END;
            pass(event);
        }
    }

    @Override
    public void piece(Buffer piece) {
        if (!done) {
            pass(piece);
        }
    }

    private FrameKind kind(Buffer event) {
        byte[] bytes = event.getBytes();
        return committed ? FrameClassifier.afterContent(bytes) : FrameClassifier.beforeContent(bytes);
    }

    private void hold(Buffer event) {
        held.add(event);
        heldBytes += event.length();
    }

    private void pass(Buffer bytes) {
        if (!committed) {
            commit();
        }
        client.write(bytes);
        if (client.writeQueueFull()) {
            upstream.pause();
            client.drainHandler(drained -> upstream.resume());
        }
    }

    private void commit() {
        committed = true;
        client.setStatusCode(200)
                .setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache, no-transform")
                .putHeader("X-Accel-Buffering", "no");
        held.forEach(client::write);
        held.clear();
    }
}
