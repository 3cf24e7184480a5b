package dev.sluice.backends.scripted;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** One request that a scripted backend has received, and its connection. Each sending is one TCP write. */
public final class Call {

    private final ScriptedBackend backend;
    private final Socket socket;
    private final Request request;
    private final List<Witness> witnesses;
    private final Runnable whenOver;
    private boolean over;

    Call(ScriptedBackend backend, Socket socket, Request request, List<Witness> witnesses, Runnable whenOver) {
        this.backend = backend;
        this.socket = socket;
        this.request = request;
        this.witnesses = witnesses;
        this.whenOver = whenOver;
    }

    /** Method and path; empty if the script does not read heads. */
    public String line() {
        int end = request.head().indexOf(" HTTP/");
        return end == -1 ? "" : request.head().substring(0, end);
    }

    /** The request's head in small letters. */
    public String head() {
        return request.head().toLowerCase(Locale.ROOT);
    }

    public String body() {
        return request.body();
    }

    /** Sends these bytes as they are. */
    public Call send(byte[] bytes) throws IOException {
        witnesses.forEach(witness -> witness.sends(this, bytes));
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends these characters as they are, in UTF-8. */
    public Call send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a whole JSON answer. */
    public void answer(int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        over();
        send("HTTP/1.1 " + status + " Whatever\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                + "\r\n\r\n" + json);
    }

    /** Begins a stream of chunks. */
    public Call beginStream() throws IOException {
        return beginStream("text/event-stream");
    }

    /** Begins a stream of chunks of this content type. */
    public Call beginStream(String type) throws IOException {
        return send("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    /** Sends these bytes as one chunk. */
    public Call chunk(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String chunk = Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n";
        return send(chunk.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends these characters as one chunk, in UTF-8. */
    public Call chunk(String text) throws IOException {
        return chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends a stream of chunks as it should end. */
    public void endStream() throws IOException {
        over();
        send("0\r\n\r\n");
    }

    /** What comes is the end of it: from now on the backend is free. */
    void over() {
        if (!over) {
            over = true;
            whenOver.run();
        }
    }

    /** Says that nothing more comes, and goes on listening. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Returns when the other side has closed the connection; what it still sends is read and dropped. */
    public void awaitClosed() throws IOException {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException reset) {
            // closed, and with bytes of ours unread
        }
    }

    /** Waits until the other side sends more on this connection, or closes it. Whether it sent more. */
    public boolean awaitMore() throws IOException {
        return socket.getInputStream().read() != -1;
    }

    /** Breaks the connection with a reset. What the other side has not read yet, it may never see. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends the connection in order: a FIN, and where something of the request was left unread, a reset behind it. */
    public void close() throws IOException {
        socket.close();
    }

    /** From now on the backend refuses new connections; this one and others that are open live on. */
    public void refuseOthers() throws IOException {
        backend.stopListening();
    }
}
