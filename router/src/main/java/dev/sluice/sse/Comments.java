package dev.sluice.sse;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Comment lines inside of events. */
final class Comments {

    private static final Pattern COMMENT = Pattern.compile("(?<![^\\r\\n]):[^\\r\\n]*(\\r\\n|\\n|\\r)");

    private Comments() {}

    /** The event without them; the same array where it has none. */
    static byte[] cutFrom(byte[] event) {
        String latin = new String(event, StandardCharsets.ISO_8859_1);
        String without = COMMENT.matcher(latin).replaceAll("");
        return without.length() == latin.length() ? event : without.getBytes(StandardCharsets.ISO_8859_1);
    }
}
