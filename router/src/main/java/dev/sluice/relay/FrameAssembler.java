package dev.sluice.relay;

import dev.sluice.sse.FrameScanner;
import io.vertx.core.buffer.Buffer;

/** Makes whole events of the chunks in which a stream arrives. */
final class FrameAssembler {

    /** Takes what was made. */
    interface Sink {
        /**
         * One whole event, blank line included, which lies in these bytes from {@code from} to {@code to}.
         *
         * @param oneLine whether it is one line
         */
        void event(Buffer bytes, int from, int to, boolean oneLine);

        /** The next piece of an event that is too large to be held until its end. */
        void piece(Buffer bytes, int from, int to);
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
            complete(chunk, from, end);
            from = end;
        }
        if (from < chunk.length()) {
            keep(chunk, from);
        }
    }

    /** Whether pieces of an event were passed on whose end has not come. */
    boolean inPieces() {
        return inPieces;
    }

    /** What has come of an event whose end has not, nothing of which was given. */
    Buffer begun() {
        return begun;
    }

    private int next(Buffer chunk, int from) {
        return scanner.nextEnd(chunk::getByte, from, chunk.length());
    }

    private void complete(Buffer chunk, int from, int end) {
        if (inPieces) {
            inPieces = false;
            sink.piece(chunk, from, end);
        } else if (begun.length() == 0) {
            sink.event(chunk, from, end, scanner.oneLine());
        } else {
            Buffer whole = begun.appendBuffer(chunk, from, end - from);
            begun = Buffer.buffer();
            sink.event(whole, 0, whole.length(), scanner.oneLine());
        }
    }

    private void keep(Buffer chunk, int from) {
        int length = chunk.length() - from;
        if (inPieces) {
            sink.piece(chunk, from, chunk.length());
        } else if (begun.length() + length <= LARGEST_WHOLE) {
            begun.appendBuffer(chunk, from, length);
        } else {
            inPieces = true;
            Buffer whole = begun.appendBuffer(chunk, from, length);
            begun = Buffer.buffer();
            sink.piece(whole, 0, whole.length());
        }
    }
}
