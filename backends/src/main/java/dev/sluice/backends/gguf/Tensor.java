package dev.sluice.backends.gguf;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of {@code rows} rows with {@code columns} numbers each; GGUF gives the shape as (columns, rows).
 *
 * @param content the numbers of a row; null when all are zero, and then no memory and no disk is spent on them
 */
record Tensor(
        String name,
        TensorType type,
        int columns,
        int rows,
        @Nullable IntFunction<float[]> content) {

    static Tensor zeros(String name, TensorType type, int columns, int rows) {
        return new Tensor(name, type, columns, rows, null);
    }

    static Tensor ones(String name, int columns) {
        float[] row = new float[columns];
        Arrays.fill(row, 1);
        return new Tensor(name, TensorType.F32, columns, 1, index -> row);
    }

    long byteSize() {
        return (long) columns / type.blockNumbers * type.blockBytes * rows;
    }
}
