package dev.sluice.loadtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts large bodies one after the other, each over a connection of its own, on a thread of its own. */
final class BodyPoster {

    private static final int PIECE = 64 * 1024;

    private final int port;
    private final Ask ask;
    private final long bytes;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "body-poster");
    private volatile boolean stopped;

    private BodyPoster(int port, Ask ask, long bytes) {
        this.port = port;
        this.ask = ask;
        this.bytes = bytes;
    }

    /** Starts one: bodies of so many bytes for this model, until it is stopped. */
    static BodyPoster start(int port, String model, long bytes) {
        BodyPoster poster = new BodyPoster(port, new Ask(model, "large", false, 1), bytes);
        poster.thread.start();
        return poster;
    }

    /** Bodies that were answered with 200. */
    int accepted() {
        return accepted.get();
    }

    /** Bodies that were not. */
    int refused() {
        return refused.get();
    }

    /** Waits for the answer to the last one. */
    void stop() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            (post() ? accepted : refused).incrementAndGet();
        }
    }

    private boolean post() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            write(socket.getOutputStream());
            return status(socket.getInputStream()).startsWith("HTTP/1.1 200 ");
        } catch (IOException e) {
            return false;
        }
    }

    /** The ordinary body, its prompt made longer, as by an image. */
    private void write(OutputStream out) throws IOException {
        String body = ask.json();
        String end = body.substring(body.lastIndexOf('"'));
        String begin = body.substring(0, body.length() - end.length());
        out.write(ascii("POST /v1/chat/completions HTTP/1.1\r\nHost: sluice\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: " + bytes + "\r\n\r\n" + begin));
        byte[] piece = ascii("A".repeat(PIECE));
        for (long left = bytes - body.length(); left > 0; left -= PIECE) {
            out.write(piece, 0, (int) Math.min(PIECE, left));
        }
        out.write(ascii(end));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String status(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
