package dev.sluice.backends.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer that has come to its end.
 *
 * @param head the status line and the header lines as they came, each but the last with a line feed
 * @param body out of its chunks
 */
record Answer(String head, String body) {

    private static final Pattern LENGTH = Pattern.compile("\ncontent-length: (\\d+)");

    /**
     * Reads one.
     *
     * @throws EOFException the connection ended before the answer did
     */
    static Answer read(InputStream in, boolean headAlone) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head.append(head.isEmpty() ? "" : "\n").append(line);
        }
        boolean bodiless = headAlone || head.toString().startsWith("HTTP/1.1 204 ");
        String body = bodiless ? "" : body(in, head.toString().toLowerCase(Locale.ROOT));
        return new Answer(head.toString(), body);
    }

    int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    String text() {
        return head + "\n\n" + body;
    }

    private static String body(InputStream in, String head) throws IOException {
        if (head.contains("\ntransfer-encoding: chunked")) {
            return chunks(in);
        }
        Matcher length = LENGTH.matcher(head);
        return length.find() ? exactly(Integer.parseInt(length.group(1)), in) : new String(in.readAllBytes(), UTF_8);
    }

    private static String chunks(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = size(in); size > 0; size = size(in)) {
            body.append(exactly(size, in));
            line(in);
        }
        line(in);
        return body.toString();
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String exactly(int length, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended after: " + new String(bytes, UTF_8));
        }
        return new String(bytes, UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended in the line: " + line.toString(UTF_8));
            }
            line.write(next);
        }
        return line.toString(UTF_8).replace("\r", "");
    }
}
