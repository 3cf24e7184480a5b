package dev.sluice.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between the router and a server and sees what is sent there and when: an outside witness.
 *
 * <p>A request lasts from the arrival of its first byte here to the arrival of the last byte of its answer here. Both
 * are noted before the byte goes on, so a request that was sent after another's answer had come can never seem to
 * overlap it.
 */
final class RecordingProxy implements AutoCloseable {

    /** One POST, in nanoseconds of {@link System#nanoTime}. */
    static final class Request {
        private final long begin = System.nanoTime();
        private volatile long end = begin;

        long begin() {
            return begin;
        }

        long end() {
            return end;
        }
    }

    private final ServerSocket listener;
    private final int target;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** In front of this port. */
    RecordingProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** All requests, in the order in which they began. */
    List<Request> requests() {
        return requests.stream()
                .sorted(Comparator.comparingLong(Request::begin))
                .toList();
    }

    /** How many began before the one before them had ended. */
    long overlaps() {
        List<Request> ordered = requests();
        long overlaps = 0;
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).begin() < ordered.get(i - 1).end()) {
                overlaps++;
            }
        }
        return overlaps;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket router = listener.accept();
                Thread.ofVirtual().start(() -> relay(router));
            }
        } catch (IOException closed) {
            // it was closed
        }
    }

    private void relay(Socket router) {
        try (router;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            byte[] first = new byte[16 * 1024];
            int length = router.getInputStream().read(first);
            if (length <= 0) {
                return;
            }
            Request request = new Request();
            if (first[0] == 'P') {
                requests.add(request);
            }
            server.getOutputStream().write(first, 0, length);
            Thread.ofVirtual().start(() -> copyRequest(router, server));
            copyAnswer(server.getInputStream(), router.getOutputStream(), request);
        } catch (IOException gone) {
            // one side left: both are closed
        }
    }

    private static void copyRequest(Socket router, Socket server) {
        try (server) {
            router.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException gone) {
            // one side left: both are closed
        }
    }

    private static void copyAnswer(InputStream from, OutputStream to, Request request) throws IOException {
        byte[] bytes = new byte[16 * 1024];
        for (int length = from.read(bytes); length != -1; length = from.read(bytes)) {
            request.end = System.nanoTime();
            to.write(bytes, 0, length);
        }
    }
}
