package dev.sluice.backends.gguf;

/**
 * How numbers lie in a file: in blocks of {@code blockNumbers} numbers and {@code blockBytes} bytes. A row is a whole
 * number of blocks. Source: enum ggml_type of ggml.h and the block_* structures of ggml-common.h in ggml-org/ggml.
 */
enum TensorType {
    F32(0, 1, 4),
    F16(1, 1, 2),

    /** 1.56 bits a number; all bytes zero mean all numbers zero. It takes more computing for each byte than any other. */
    IQ1_S(19, 256, 50);

    final int id;
    final int blockNumbers;
    final int blockBytes;

    TensorType(int id, int blockNumbers, int blockBytes) {
        this.id = id;
        this.blockNumbers = blockNumbers;
        this.blockBytes = blockBytes;
    }

    void append(LittleEndianBytes bytes, float value) {
        switch (this) {
            case F32 -> bytes.float32(value);
            case F16 -> bytes.int16(Float.floatToFloat16(value));
            case IQ1_S -> throw new UnsupportedOperationException("only zeros are written as IQ1_S");
        }
    }
}
