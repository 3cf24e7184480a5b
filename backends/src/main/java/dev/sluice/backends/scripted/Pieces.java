package dev.sluice.backends.scripted;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Into which pieces something is cut before it is sent.
 *
 * @param sizes in bytes, at least one, and each at least 1; the last is the size of all that follow
 */
record Pieces(List<Integer> sizes) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Pieces {
        sizes = List.copyOf(sizes);
        if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("pieces: " + sizes + " (expected: sizes of at least 1)");
        }
    }

    /** These bytes in these pieces; whole if there are none. */
    static List<byte[]> of(byte[] bytes, @Nullable Pieces pieces) {
        return pieces == null ? List.of(bytes) : pieces.of(bytes);
    }

    private List<byte[]> of(byte[] bytes) {
        List<byte[]> cut = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += cut.getLast().length) {
            int size = sizes.get(Math.min(cut.size(), sizes.size() - 1));
            cut.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
        }
        return cut;
    }
}
