package dev.sluice.backends.gguf;

import java.util.List;
import java.util.function.BiConsumer;

/** The key/value part of a GGUF file. Keys stand in the file in the order in which they are put. */
final class GgufMetadata {

    private static final int INT32 = 5;
    private static final int UINT32 = 4;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int TEXT = 8;
    private static final int ARRAY = 9;

    private final LittleEndianBytes bytes = new LittleEndianBytes();
    private int count;

    GgufMetadata put(String key, String value) {
        key(key, TEXT).text(value);
        return this;
    }

    GgufMetadata put(String key, int value) {
        key(key, UINT32).int32(value);
        return this;
    }

    GgufMetadata put(String key, float value) {
        key(key, FLOAT32).float32(value);
        return this;
    }

    GgufMetadata put(String key, boolean value) {
        key(key, BOOL).int8(value ? 1 : 0);
        return this;
    }

    GgufMetadata putTexts(String key, List<String> values) {
        return putArray(key, TEXT, values, LittleEndianBytes::text);
    }

    GgufMetadata putInts(String key, List<Integer> values) {
        return putArray(key, INT32, values, LittleEndianBytes::int32);
    }

    GgufMetadata putFloats(String key, List<Float> values) {
        return putArray(key, FLOAT32, values, LittleEndianBytes::float32);
    }

    private <T> GgufMetadata putArray(
            String key, int type, List<T> values, BiConsumer<LittleEndianBytes, T> writeElement) {
        key(key, ARRAY).int32(type).int64(values.size());
        values.forEach(value -> writeElement.accept(bytes, value));
        return this;
    }

    private LittleEndianBytes key(String key, int type) {
        count++;
        return bytes.text(key).int32(type);
    }

    int count() {
        return count;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
