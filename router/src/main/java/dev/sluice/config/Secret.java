package dev.sluice.config;

/**
 * A key that gives access. It prints as nothing.
 *
 * @param value the key itself: visible characters, at least one
 */
public record Secret(String value) {

    /** As a header sends it: {@code Bearer} and the key. */
    public String bearer() {
        return "Bearer " + value;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
