package dev.sluice.upstream;

import dev.sluice.fixture.Backends;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Traits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a real socket that answers request after request on each connection, and counts. */
final class KeepAliveServer implements AutoCloseable {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ServerSocket listener;
    private final Thread acceptor;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile String answer = OK;

    KeepAliveServer() {
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = Thread.ofVirtual().start(this::accept);
    }

    /** It, as a backend of this discipline. */
    Backend as(Discipline discipline) {
        Traits traits = new Traits("test", discipline, 64, new Settling.AtOnce(), false, OptionalInt.empty());
        return Backends.up("test", "http://127.0.0.1:" + listener.getLocalPort(), traits);
    }

    /** From now on it answers each request so; with nothing, it keeps silent. */
    void answers(String text) {
        answer = text;
    }

    /** How many connections it has accepted. */
    int accepted() {
        return accepted.get();
    }

    /** How many of them neither side has closed. */
    int open() {
        return open.size();
    }

    /** The heads of all requests, in small letters. */
    List<String> heads() {
        return heads;
    }

    /** Says this on each connection, unasked. */
    void say(String text) throws IOException {
        for (Socket socket : open) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Closes each connection, with a reset or without. */
    void hangUp(boolean reset) throws IOException {
        for (Socket socket : open) {
            socket.setSoLinger(reset, 0);
            socket.close();
        }
    }

    /** Returns when it listens no more, which is when nobody waits in {@code accept} any more. */
    @Override
    public void close() throws IOException {
        listener.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        hangUp(false);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (SocketException closed) {
            // as it was told to
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            for (int next = in.read(); next != -1; next = in.read()) {
                head.append((char) next);
                if (head.toString().endsWith("\r\n\r\n")) {
                    heads.add(head.toString().toLowerCase(Locale.ROOT));
                    head.setLength(0);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException gone) {
            // the other side left
        } finally {
            open.remove(socket);
        }
    }
}
