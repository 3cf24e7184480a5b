package dev.sluice.backends.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/**
 * A request as text.
 *
 * @param head the request line and the header lines, each but the last with a line feed
 */
record Request(String head, String body) {

    static Request parse(String text) {
        String[] parts = text.split("\n\n", 2);
        return new Request(parts[0], parts.length < 2 ? "" : parts[1]);
    }

    static Request get(String path) {
        return new Request("GET " + path + " HTTP/1.1\nHost: localhost", "");
    }

    static Request post(String path, String json) {
        return new Request("POST " + path + " HTTP/1.1\nHost: localhost\nContent-Type: application/json", json);
    }

    String text() {
        return head + "\n\n" + body;
    }

    /** As it is sent: with the length of the body, which nobody wants to count by hand. */
    byte[] bytes() {
        String lines = head + (wantsItsLength() ? "\nContent-Length: " + body.getBytes(UTF_8).length : "");
        return (lines.replace("\n", "\r\n") + "\r\n\r\n" + body).getBytes(UTF_8);
    }

    boolean isHead() {
        return head.startsWith("HEAD ");
    }

    private boolean wantsItsLength() {
        String lower = head.toLowerCase(Locale.ROOT);
        boolean says = lower.contains("\ncontent-length:") || lower.contains("\ntransfer-encoding:");
        boolean posts = !body.isEmpty() || head.startsWith("POST ");
        return posts && !says;
    }
}
