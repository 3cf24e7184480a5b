package dev.sluice.relay;

import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.util.Iterator;

/** Reads a body from its pieces, without a copy of it: bodies may be large. */
public final class BodyInput extends InputStream {

    private final Iterator<Buffer> next;
    private Buffer piece = Buffer.buffer();
    private int position;

    /** From its first byte on. */
    public BodyInput(Body body) {
        this.next = body.pieces().iterator();
    }

    @Override
    public int read() {
        return atEnd() ? -1 : piece.getUnsignedByte(position++);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (atEnd()) {
            return -1;
        }
        int count = Math.min(length, piece.length() - position);
        piece.getBytes(position, position + count, into, offset);
        position += count;
        return count;
    }

    /** Goes on to the next piece where this one ends. */
    private boolean atEnd() {
        while (position == piece.length() && next.hasNext()) {
            piece = next.next();
            position = 0;
        }
        return position == piece.length();
    }
}
