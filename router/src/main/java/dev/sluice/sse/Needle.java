package dev.sluice.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Searches bytes for a fixed word, looking at few of them: R. N. Horspool, <em>Practical fast searching in strings</em>,
 * Software: Practice and Experience 10 (1980).
 */
final class Needle {

    private final byte[] word;
    private final int[] shift = new int[256];

    Needle(String ascii) {
        word = ascii.getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(shift, word.length);
        for (int i = 0; i < word.length - 1; i++) {
            shift[word[i]] = word.length - 1 - i;
        }
    }

    /** The index behind the first occurrence that begins at {@code from} or later and ends by {@code to}, or -1. */
    int endIn(Bytes bytes, int from, int to) {
        int last = word.length - 1;
        for (int at = from; at + last < to; at += shift[bytes.at(at + last) & 0xFF]) {
            if (occurs(bytes, at)) {
                return at + word.length;
            }
        }
        return -1;
    }

    private boolean occurs(Bytes bytes, int at) {
        for (int i = word.length - 1; i >= 0; i--) {
            if (bytes.at(at + i) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
