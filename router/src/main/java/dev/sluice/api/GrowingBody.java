package dev.sluice.api;

import dev.sluice.relay.Body;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A body while it arrives. What holds it has room for a quarter more than has come, or for {@value #SMALLEST} bytes,
 * however small its chunks are.
 */
final class GrowingBody {

    /** What a piece has room for at least. */
    static final int SMALLEST = 8 * 1024;

    /** With the header of an array that is four regions of G1's smallest size. */
    static final int LARGEST = 4 * 1024 * 1024 - 64;

    /** A piece is such a part of what has come before it: so much at most is unused. */
    private static final int PART = 4;

    // Mutable state, of one body.
    private final List<Buffer> pieces = new ArrayList<>();
    private int room;
    private long length;

    /** Most bodies are one chunk, which stays as it is. */
    void add(Buffer chunk) {
        if (pieces.isEmpty() && chunk.length() > 0) {
            pieces.add(chunk);
            length = chunk.length();
        } else {
            append(chunk);
        }
    }

    private void append(Buffer chunk) {
        int from = 0;
        while (from < chunk.length()) {
            if (room == 0) {
                grow();
            }
            int count = Math.min(room, chunk.length() - from);
            pieces.getLast().appendBuffer(chunk, from, count);
            room -= count;
            length += count;
            from += count;
        }
    }

    /** In bytes, so far. */
    long length() {
        return length;
    }

    /** All that has come. Nothing is added afterwards. */
    Body body() {
        return new Body(pieces, length);
    }

    private void grow() {
        room = Math.clamp(length / PART, SMALLEST, LARGEST);
        pieces.add(Buffer.buffer(room));
    }
}
