package dev.sluice.relay;

import dev.sluice.sse.FrameScanner;
import io.vertx.core.buffer.Buffer;

/** Makes whole events of the chunks in which a stream arrives. */
final class FrameAssembler {

    /** Takes what was made. */
    interface Sink {
        /** One whole event, blank line included. */
        void event(Buffer event);

        /** The next piece of an event that is too large to be held until its end. */
        void piece(Buffer piece);
    }

    /**
     * How much of an event is held until the rest of it comes. No event of text is larger; what is goes on as it comes.
     */
    static final int LARGEST_WHOLE = 64 * 1024;

    private final FrameScanner scanner = new FrameScanner();
    private final Sink sink;
    private Buffer begun = Buffer.buffer();
    private boolean inPieces;

    FrameAssembler(Sink sink) {
        this.sink = sink;
    }

    void feed(Buffer chunk) {
        int from = 0;
        for (int end = next(chunk, from); end != -1; end = next(chunk, from)) {
            complete(chunk.slice(from, end));
            from = end;
        }
        if (from < chunk.length()) {
            keep(chunk.slice(from, chunk.length()));
        }
    }

    /** Whether pieces of an event were passed on whose end has not come. */
    boolean inPieces() {
        return inPieces;
    }

    private int next(Buffer chunk, int from) {
        return scanner.nextEnd(chunk::getByte, from, chunk.length());
    }

    private void complete(Buffer rest) {
        if (inPieces) {
            inPieces = false;
            sink.piece(rest);
        } else {
            sink.event(begun.length() == 0 ? rest : begun.appendBuffer(rest));
            begun = Buffer.buffer();
        }
    }

    private void keep(Buffer rest) {
        if (inPieces) {
            sink.piece(rest);
        } else if (begun.length() + rest.length() <= LARGEST_WHOLE) {
            begun.appendBuffer(rest);
        } else {
            inPieces = true;
            sink.piece(begun.appendBuffer(rest));
            begun = Buffer.buffer();
        }
    }
}
