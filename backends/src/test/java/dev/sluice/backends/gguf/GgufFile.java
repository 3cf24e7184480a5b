package dev.sluice.backends.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A GGUF file read back after the letter of docs/gguf.md, independently of {@link GgufWriter}. */
final class GgufFile {

    record TensorInfo(List<Long> shape, int type, long offset) {}

    final String magic;
    final int version;
    final Map<String, Object> metadata = new LinkedHashMap<>();
    final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    final long dataStart;
    final long size;

    private final ByteBuffer bytes;

    GgufFile(Path file) throws IOException {
        bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        size = bytes.capacity();
        byte[] letters = new byte[4];
        bytes.get(letters);
        magic = new String(letters, StandardCharsets.US_ASCII);
        version = bytes.getInt();
        long tensorCount = bytes.getLong();
        long keyCount = bytes.getLong();
        for (long key = 0; key < keyCount; key++) {
            metadata.put(text(), value(bytes.getInt()));
        }
        for (long tensor = 0; tensor < tensorCount; tensor++) {
            tensors.put(text(), info());
        }
        dataStart = (bytes.position() + 31) / 32 * 32L;
    }

    private TensorInfo info() {
        int dimensions = bytes.getInt();
        List<Long> shape = new ArrayList<>();
        for (int dimension = 0; dimension < dimensions; dimension++) {
            shape.add(bytes.getLong());
        }
        return new TensorInfo(shape, bytes.getInt(), bytes.getLong());
    }

    private Object value(int type) {
        return switch (type) {
            case 4, 5 -> bytes.getInt();
            case 6 -> bytes.getFloat();
            case 7 -> bytes.get() == 1;
            case 8 -> text();
            case 9 -> array();
            default -> throw new IllegalStateException("unexpected value type " + type);
        };
    }

    private List<Object> array() {
        int type = bytes.getInt();
        long length = bytes.getLong();
        List<Object> elements = new ArrayList<>();
        for (long element = 0; element < length; element++) {
            elements.add(value(type));
        }
        return elements;
    }

    private String text() {
        byte[] utf8 = new byte[Math.toIntExact(bytes.getLong())];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    Object value(String key) {
        return Objects.requireNonNull(metadata.get(key), key);
    }

    /** Rows of a float16 matrix. */
    float[][] matrix(String name) {
        TensorInfo info = Objects.requireNonNull(tensors.get(name), name);
        float[][] rows =
                new float[info.shape().get(1).intValue()][info.shape().get(0).intValue()];
        int position = Math.toIntExact(dataStart + info.offset());
        for (float[] row : rows) {
            for (int column = 0; column < row.length; column++, position += Short.BYTES) {
                row[column] = Float.float16ToFloat(bytes.getShort(position));
            }
        }
        return rows;
    }
}
