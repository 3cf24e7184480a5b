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

/**
 * Passes the events of one upstream stream to the client.
 *
 * <p>Nothing leaves before the first event with content (content commit): until then the attempt can be replaced and
 * the client never knows. From then on each event leaves as soon as it came.
 */
final class StreamRelay implements FrameAssembler.Sink {

    /** Who hears of what ends a stream from inside. */
    interface Listener {
        /** The end marker came: the client has the whole answer. */
        void done();

        /** The backend reported an error, in these words. */
        void reported(String error);
    }

    /** A stream that says this much without content is passed on all the same, rather than held. */
    private static final int MOST_HELD = 64 * 1024;

    private final HttpClientResponse upstream;
    private final HttpServerResponse client;
    private final Listener listener;
    private final FrameAssembler assembler = new FrameAssembler(this);
    private final List<Buffer> held = new ArrayList<>();
    private int heldBytes;
    private boolean committed;
    private boolean done;
    private boolean over;

    /** From here to there. The listener hears of one thing at most, and nothing is passed on after it. */
    StreamRelay(HttpClientResponse upstream, HttpServerResponse client, Listener listener) {
        this.upstream = upstream;
        this.client = client;
        this.listener = listener;
    }

    void feed(Buffer chunk) {
        assembler.feed(chunk);
    }

    /** What it means that the upstream has ended now, in this way. */
    Verdict endedBy(Outcome outcome, String why) {
        if (done) {
            return new Verdict.Streamed();
        }
        return committed ? new Verdict.Broken(this, outcome, why) : new Verdict.Failed(outcome, why);
    }

    /** Ends a stream that failed after content with this event. */
    void breakOff(Buffer errorEvent) {
        client.end(assembler.inPieces() ? Buffer.buffer("\n\n").appendBuffer(errorEvent) : errorEvent);
    }

    @Override
    public void event(Buffer event) {
        if (over) {
            return;
        }
        switch (kind(event)) {
            case PRELUDE -> hold(event);
            case CONTENT -> pass(event);
            case END -> finish(event);
            case ERROR -> {
                over = true;
                listener.reported(FrameClassifier.errorMessage(event.getBytes()));
            }
        }
    }

    @Override
    public void piece(Buffer piece) {
        if (!over) {
            pass(piece);
        }
    }

    private FrameKind kind(Buffer event) {
        return committed
                ? FrameClassifier.afterContent(event::getByte, event.length())
                : FrameClassifier.beforeContent(event.getBytes());
    }

    private void hold(Buffer event) {
        heldBytes += event.length();
        if (heldBytes > MOST_HELD) {
            pass(event);
        } else {
            held.add(event);
        }
    }

    private void finish(Buffer endMarker) {
        commit();
        over = true;
        done = true;
        client.end(endMarker);
        upstream.resume(); // the client may still have much to read, but nothing more is passed on
        listener.done();
    }

    private void pass(Buffer bytes) {
        commit();
        client.write(bytes);
        if (client.writeQueueFull()) {
            upstream.pause();
            client.drainHandler(drained -> upstream.resume());
        }
    }

    private void commit() {
        if (committed) {
            return;
        }
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
