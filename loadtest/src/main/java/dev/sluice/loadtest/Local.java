package dev.sluice.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** Addresses on this machine. */
final class Local {

    static final String HOST = "127.0.0.1";

    private Local() {}

    static URI at(int port) {
        return URI.create("http://" + HOST + ":" + port);
    }

    /** A port on which nobody listens now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
