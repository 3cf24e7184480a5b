package dev.sluice.backends.gguf;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a GGUF file of version 3: header, metadata, tensor infos, then the tensors at multiples of {@value #ALIGNMENT}
 * bytes. Source of the format: docs/gguf.md of ggml-org/ggml.
 */
final class GgufWriter {

    static final int ALIGNMENT = 32;
    static final int VERSION = 3;

    private final GgufMetadata metadata;
    private final List<Tensor> tensors;

    GgufWriter(GgufMetadata metadata, List<Tensor> tensors) {
        this.metadata = metadata;
        this.tensors = List.copyOf(tensors);
    }

    /** Writes the file anew; a file that is there already is replaced. */
    void writeTo(Path file) throws IOException {
        byte[] head = head();
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
            writeFully(channel, head, 0);
            long position = aligned(head.length);
            for (Tensor tensor : tensors) {
                writeRows(channel, tensor, position);
                position += aligned(tensor.byteSize());
            }
            extendTo(channel, position);
        }
    }

    private byte[] head() {
        LittleEndianBytes bytes = new LittleEndianBytes()
                .raw("GGUF".getBytes(StandardCharsets.US_ASCII))
                .int32(VERSION)
                .int64(tensors.size())
                .int64(metadata.count())
                .raw(metadata.toByteArray());
        long offset = 0;
        for (Tensor tensor : tensors) {
            writeInfo(bytes, tensor, offset);
            offset += aligned(tensor.byteSize());
        }
        return bytes.toByteArray();
    }

    private static void writeInfo(LittleEndianBytes bytes, Tensor tensor, long offset) {
        int dimensions = 2;
        bytes.text(tensor.name()).int32(dimensions).int64(tensor.columns()).int64(tensor.rows());
        bytes.int32(tensor.type().id).int64(offset);
    }

    private static void writeRows(FileChannel channel, Tensor tensor, long start) throws IOException {
        var content = tensor.content();
        if (content == null) {
            return; // a hole in the file reads as zeros
        }
        LittleEndianBytes bytes = new LittleEndianBytes();
        for (int row = 0; row < tensor.rows(); row++) {
            for (float value : content.apply(row)) {
                tensor.type().append(bytes, value);
            }
        }
        writeFully(channel, bytes.toByteArray(), start);
    }

    /** A file must not end in a hole, or it would be too short. */
    private static void extendTo(FileChannel channel, long size) throws IOException {
        if (channel.size() < size) {
            writeFully(channel, new byte[1], size - 1);
        }
    }

    private static void writeFully(FileChannel channel, byte[] bytes, long start) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, start + buffer.position());
        }
    }

    private static long aligned(long size) {
        return Math.ceilDiv(size, ALIGNMENT) * ALIGNMENT;
    }
}
