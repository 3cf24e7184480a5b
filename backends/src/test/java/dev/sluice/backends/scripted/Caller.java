package dev.sluice.backends.scripted;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Whoever asks a scripted backend something, on a plain socket. */
final class Caller implements AutoCloseable {

    private final Socket socket;

    Caller(ScriptedBackend backend) throws IOException {
        socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(backend.url()).getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
    }

    /** All that comes until the backend closes. */
    static String answer(Script script) throws IOException {
        try (var backend = new ScriptedBackend(script);
                var caller = new Caller(backend)) {
            return caller.rest();
        }
    }

    /** What comes until the backend closes. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The next so many bytes. */
    String next(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
