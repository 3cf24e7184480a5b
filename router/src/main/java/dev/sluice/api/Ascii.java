package dev.sluice.api;

/** What may stand in a header. Asked for every request, so without a pattern. */
final class Ascii {

    private Ascii() {}

    /** Whether each character is one of these. */
    static boolean isIn(String text, int first, int last) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < first || text.charAt(i) > last) {
                return false;
            }
        }
        return true;
    }
}
