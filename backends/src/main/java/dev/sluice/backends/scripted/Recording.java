package dev.sluice.backends.scripted;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** What a real engine sent in answer to one request, head included, byte for byte. */
public final class Recording {

    private static final String BLANK_LINE = "\r\n\r\n";

    private final byte[] bytes;

    private Recording(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The recording of this name; their README tells how each was made.
     *
     * @throws IllegalArgumentException there is none
     */
    public static Recording named(String name) {
        try (InputStream in = Recording.class.getResourceAsStream("recordings/" + name + ".http")) {
            if (in == null) {
                throw new IllegalArgumentException("no recording is called " + name);
            }
            return new Recording(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.length;
    }

    /** Its first {@code length} bytes. */
    public byte[] first(int length) {
        return Arrays.copyOf(bytes, Math.min(length, bytes.length));
    }

    /** The status of the answer. */
    public int status() {
        return Integer.parseInt(head().split(" ", 3)[1]);
    }

    /** The body, without the chunks around it. */
    public String body() {
        return body(bytes.length);
    }

    /** What has come of the body when {@code length} bytes of the whole have come, without the chunks around it. */
    public String body(int length) {
        int begin = head().length();
        byte[] body = Arrays.copyOfRange(bytes, Math.min(begin, length), length);
        boolean chunked = head().toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        return new String(chunked ? plain(body) : body, StandardCharsets.UTF_8);
    }

    private String head() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf(BLANK_LINE) + BLANK_LINE.length());
    }

    private static byte[] plain(byte[] chunks) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        String text = new String(chunks, StandardCharsets.ISO_8859_1);
        int from = 0;
        for (int line = text.indexOf("\r\n"); line != -1; line = text.indexOf("\r\n", from)) {
            int size = Integer.parseInt(text.substring(from, line), 16);
            int begin = line + 2;
            plain.write(chunks, begin, Math.min(size, chunks.length - begin));
            from = Math.min(chunks.length, begin + size + 2);
        }
        return plain.toByteArray();
    }
}
