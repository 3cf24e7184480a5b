package dev.sluice.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Accepts connections in the name of a server that is not there, and closes them, as Docker's forwarder does. */
final class Forwarder implements AutoCloseable {

    private final ServerSocket listener;

    Forwarder() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::forward);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    private void forward() {
        try {
            while (true) {
                try (Socket accepted = listener.accept()) {
                    accepted.setSoLinger(true, 0);
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
