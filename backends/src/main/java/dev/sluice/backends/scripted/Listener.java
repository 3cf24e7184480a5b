package dev.sluice.backends.scripted;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.Consumer;

/** Accepts connections on one port of this machine's loopback address, until it is closed. */
final class Listener {

    private final ServerSocket socket;
    private final Thread acceptor;

    /**
     * On this port, or on any that is free if it is 0; the consumer must not keep the next connection waiting.
     *
     * @throws UncheckedIOException the port is taken
     */
    Listener(int port, Consumer<Socket> accepted) {
        try {
            socket = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // not virtual: a listener on which a virtual thread waits is closed only when that thread has noticed
        acceptor = Thread.ofPlatform().daemon().start(() -> accept(accepted));
    }

    int port() {
        return socket.getLocalPort();
    }

    boolean closed() {
        return socket.isClosed();
    }

    /** Returns when the port is free, which it is not before the thread that waits there has noticed. */
    void close() throws IOException {
        socket.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("while the port " + port() + " was being closed");
        }
    }

    private void accept(Consumer<Socket> accepted) {
        try {
            while (true) {
                accepted.accept(socket.accept());
            }
        } catch (SocketException closed) {
            // as it was told to be
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
