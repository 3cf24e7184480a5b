package dev.sluice.backends.scripted;

import dev.sluice.backends.scripted.Script.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A request as far as it was read.
 *
 * @param head up to and with its blank line; empty if it was not read
 * @param body empty if it was not read
 */
record Request(String head, String body) {

    static Request read(byte first, InputStream in, Reading reading) throws IOException {
        String head = reading == Reading.NOTHING ? "" : head(first, in);
        String body = reading == Reading.ALL ? new String(in.readNBytes(length(head)), StandardCharsets.UTF_8) : "";
        return new Request(head, body);
    }

    private static String head(byte first, InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first);
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next == -1) {
                throw new IOException("closed in the middle of a head");
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static int length(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> line.substring("content-length:".length()).strip())
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }
}
