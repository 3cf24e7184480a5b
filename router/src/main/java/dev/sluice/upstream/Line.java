package dev.sluice.upstream;

import io.vertx.core.http.HttpClientConnection;
import java.util.function.Consumer;

/**
 * A connection to a backend, for one request. Whoever dialled ends it, by {@link #giveBack} or {@link #close}; what is
 * called after the first of these does nothing. On the event loop that dialled it only.
 */
public final class Line {

    private final HttpClientConnection connection;
    private final boolean reused;
    private final Consumer<Line> home;

    // Mutable state.
    private boolean over;
    private boolean dead;

    /** Takes the connection's handlers over from whoever had it before. */
    Line(HttpClientConnection connection, boolean reused, Consumer<Line> home) {
        this.connection = connection;
        this.reused = reused;
        this.home = home;
        connection.closeHandler(closed -> dead = true);
        ignoreErrors();
    }

    /** The connection. Its close handler is not for others; a request on it never waits for another. */
    public HttpClientConnection connection() {
        return connection;
    }

    /**
     * Whether it has carried a request before. If such a connection breaks before a byte of an answer, that says nothing
     * of the backend: it may have closed it for having been idle, while our request was on its way.
     */
    public boolean reused() {
        return reused;
    }

    /**
     * The answer has been read to its end, and the connection may serve another request. It is kept if it leads to a
     * backend whose connections are, and if neither side has said that it closes it.
     */
    public void giveBack() {
        if (!over) {
            over = true;
            ignoreErrors();
            home.accept(this);
        }
    }

    /** Closes the connection, which cancels what runs on it. */
    public void close() {
        if (!over) {
            over = true;
            hangUp();
        }
    }

    /** Whether nothing runs on it and it is open as far as we know. */
    boolean free() {
        return !dead && connection.activeStreams() == 0;
    }

    void hangUp() {
        connection.close();
    }

    /** For the next request. */
    Line again() {
        return new Line(connection, true, home);
    }

    /** Otherwise they are logged as errors; but a connection may well be reset while nobody uses it. */
    private void ignoreErrors() {
        connection.exceptionHandler(broken -> {});
    }
}
