package dev.sluice.yaml;

/**
 * Something that is wrong in a text.
 *
 * @param line the line, from 1
 * @param path the place in the tree, such as {@code backends[0].slots}; empty for the text as a whole
 * @param what what is wrong there, with what is written there
 * @param expected what would be right; empty where that goes without saying
 */
public record Problem(int line, String path, String what, String expected) {

    @Override
    public String toString() {
        String where = path.isEmpty() ? "line " + line : "line " + line + ", " + path;
        return where + ": " + what + (expected.isEmpty() ? "" : " (expected: " + expected + ")");
    }
}
