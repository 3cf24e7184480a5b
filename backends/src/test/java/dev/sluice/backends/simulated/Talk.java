package dev.sluice.backends.simulated;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client on a plain socket, with one request. */
final class Talk implements AutoCloseable {

    /** Far longer than any silence in these tests, so that one that waits in vain ends. */
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;
    private final StringBuilder seen = new StringBuilder();

    Talk(SimulatedBackend backend, String requestLine, String body) throws IOException {
        socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(backend.url()).getPort());
        socket.setSoTimeout(PATIENCE_MS);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = requestLine
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    }

    /** Asks for a streamed count up to this number. */
    static Talk stream(SimulatedBackend backend, int count) throws IOException {
        return new Talk(
                backend,
                "POST /v1/chat/completions",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true,\"max_tokens\":" + count + "}");
    }

    static Talk get(SimulatedBackend backend, String path) throws IOException {
        return new Talk(backend, "GET " + path, "");
    }

    /** Whether nothing has come that was not read. */
    boolean silent() throws IOException {
        return socket.getInputStream().available() == 0;
    }

    /** Reads on until this text has come; all that has been seen. */
    String until(String text) throws IOException {
        while (seen.indexOf(text) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("ended after: " + seen);
            }
            seen.append((char) next);
        }
        return seen.toString();
    }

    /** Reads on until the other side closes; all that has been seen. */
    String toTheEnd() throws IOException {
        seen.append(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        return seen.toString();
    }

    /** Reads a whole answer that says how long it is. */
    String toTheLength() throws IOException {
        String head = until("\r\n\r\n");
        String length = head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        seen.append(new String(socket.getInputStream().readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8));
        return seen.toString();
    }

    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
