package dev.sluice.backends.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A growing byte string in the number formats of GGUF: little endian, text as 64-bit byte length and UTF-8. */
final class LittleEndianBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    LittleEndianBytes int8(int value) {
        bytes.write(value);
        return this;
    }

    LittleEndianBytes int16(int value) {
        return int8(value).int8(value >>> Byte.SIZE);
    }

    LittleEndianBytes int32(int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.write(value >>> shift);
        }
        return this;
    }

    LittleEndianBytes int64(long value) {
        return int32((int) value).int32((int) (value >>> Integer.SIZE));
    }

    LittleEndianBytes float32(float value) {
        return int32(Float.floatToIntBits(value));
    }

    LittleEndianBytes text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int64(utf8.length);
        return raw(utf8);
    }

    LittleEndianBytes raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
