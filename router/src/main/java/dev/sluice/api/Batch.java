package dev.sluice.api;

import com.fasterxml.jackson.core.JsonToken;

/** How many prompts, or inputs, one member of a body holds: a text is one, and so is an array of the numbers of tokens. */
final class Batch {

    // Mutable state, of one body.
    private int size = 1;
    private boolean open;
    private int elements;
    private boolean numbers;

    /** Its value begins so. Of a member that comes twice the last one counts. */
    void begin(JsonToken value) {
        size = 1;
        open = value == JsonToken.START_ARRAY;
        elements = 0;
        numbers = false;
    }

    /** Something stands right in that array, if the array is still open. */
    void element(JsonToken token) {
        if (open) {
            elements++;
            numbers |= token.isNumeric();
        }
    }

    /** What was open on the top level has ended. */
    void end() {
        if (open) {
            open = false;
            size = numbers ? 1 : Math.max(1, elements);
        }
    }

    /** At least 1. */
    int size() {
        return size;
    }
}
