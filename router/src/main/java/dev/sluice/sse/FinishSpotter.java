package dev.sluice.sse;

import java.nio.charset.StandardCharsets;

/** Finds {@code "finish_reason": "…"} in an event that goes by in pieces, in constant memory, wherever it is cut. */
final class FinishSpotter {

    private static final byte[] NAME = "\"finish_reason\"".getBytes(StandardCharsets.US_ASCII);

    /** No engine's reason is longer; what is longer is cut, and so none of ours. */
    private static final int LONGEST = 32;

    private enum Place {
        NAME,
        COLON,
        VALUE
    }

    private final StringBuilder value = new StringBuilder();
    private Place place = Place.NAME;
    private int matched;

    /**
     * Reads on from {@code from} to the end of the next reason.
     *
     * @return the index behind it, or -1 if the piece ends before; then {@link #reason} is not to be asked
     */
    int nextEnd(Bytes piece, int from, int to) {
        for (int i = from; i < to; i++) {
            if (take(piece.at(i))) {
                return i + 1;
            }
        }
        return -1;
    }

    /** The reason that was found last. */
    String reason() {
        return value.toString();
    }

    private boolean take(byte b) {
        switch (place) {
            case NAME -> name(b);
            case COLON -> colon(b);
            case VALUE -> {
                return value(b);
            }
        }
        return false;
    }

    /** The name holds no quotation mark but its first and its last: what does not match may only begin it anew. */
    private void name(byte b) {
        if (b == NAME[matched]) {
            matched++;
        } else {
            matched = b == '"' ? 1 : 0;
        }
        if (matched == NAME.length) {
            matched = 0;
            place = Place.COLON;
        }
    }

    private void colon(byte b) {
        if (b == '"') {
            value.setLength(0);
            place = Place.VALUE;
        } else if (b != ':' && b != ' ') {
            place = Place.NAME;
        }
    }

    private boolean value(byte b) {
        if (b == '"') {
            place = Place.NAME;
            return true;
        }
        if (value.length() < LONGEST) {
            value.append((char) b);
        }
        return false;
    }
}
