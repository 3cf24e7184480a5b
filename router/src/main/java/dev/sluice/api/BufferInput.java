package dev.sluice.api;

import io.vertx.core.buffer.Buffer;
import java.io.InputStream;

/** Reads a buffer that nobody changes any more, without a copy of it: bodies may be large. */
final class BufferInput extends InputStream {

    private final Buffer buffer;
    private int position;

    BufferInput(Buffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public int read() {
        return position == buffer.length() ? -1 : buffer.getUnsignedByte(position++);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int count = Math.min(length, buffer.length() - position);
        if (count == 0) {
            return length == 0 ? 0 : -1;
        }
        buffer.getBytes(position, position + count, into, offset);
        position += count;
        return count;
    }
}
