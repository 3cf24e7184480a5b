package dev.sluice.backends.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

/** A client on a plain socket, which sees what comes as it comes, and leaves at any time and in any way. */
final class Wire implements AutoCloseable {

    /** Far longer than any engine is silent in these tests, so that one that waits in vain ends. */
    private static final int PATIENCE_MS = 60_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    Wire(URI engine) throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), engine.getPort()), PATIENCE_MS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** What an engine answers to this request on a connection of its own. */
    static Answer ask(URI engine, Request request) throws IOException {
        try (Wire wire = new Wire(engine)) {
            return wire.send(request).read(request);
        }
    }

    Wire send(Request request) throws IOException {
        socket.getOutputStream().write(request.bytes());
        return this;
    }

    /** The whole answer to this request, from where nothing of it has been read yet. */
    Answer read(Request request) throws IOException {
        return Answer.read(in, request.isHead());
    }

    /** Reads on until this text has come, and no further: all that came, chunk sizes included. */
    String readUntil(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text, read.length() - text.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended after: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** All that comes until the other side closes. */
    String readToEnd() throws IOException {
        return new String(in.readAllBytes(), UTF_8);
    }

    /** All that comes until the connection ends in any way. */
    String readToBreak() throws IOException {
        StringBuilder read = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.append((char) next);
            }
        } catch (SocketException e) {
            return read.toString(); // a reset
        }
        return read.toString();
    }

    /** All that has come by now. */
    String readWhatCame() throws IOException {
        return new String(in.readNBytes(in.available()), UTF_8);
    }

    /** Whether a byte that is not read yet has come. */
    boolean heard() throws IOException {
        return in.available() > 0;
    }

    /** Says that nothing more will be sent. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Leaves with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Closes the connection, as {@link #close} does. */
    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        leave();
    }
}
