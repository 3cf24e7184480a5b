package dev.sluice.config;

import dev.sluice.pool.Discipline;
import java.time.Duration;

/**
 * How long others may keep us waiting.
 *
 * @param connect how long a backend may take to accept a connection
 * @param idle how long a connection to a batching backend is kept for the next request; zero closes it at once
 * @param body how long a client may pause while it sends its request
 * @param clientStall how long a client may read nothing while we hold bytes for it
 * @param sequential what is expected of a backend that works on one request at a time
 * @param batching what is expected of a backend that works on many at once
 */
public record Timeouts(
        Duration connect, Duration idle, Duration body, Duration clientStall, Patience sequential, Patience batching) {

    /** A machine in the same network accepts in milliseconds, or it is off. */
    public static final Duration CONNECT = Duration.ofSeconds(5);

    /** vLLM's web server closes after five seconds; a second is more than a request needs to get there. */
    public static final Duration IDLE = Duration.ofSeconds(4);

    /** Longer than any network that still works is silent. */
    public static final Duration BODY = Duration.ofSeconds(30);

    /** A reader that lives reads; half of what balancers wait for in silence. */
    public static final Duration CLIENT_STALL = Duration.ofSeconds(30);

    public static final Timeouts DEFAULT =
            new Timeouts(CONNECT, IDLE, BODY, CLIENT_STALL, Patience.SEQUENTIAL, Patience.BATCHING);

    /** What is expected of a backend of this discipline. */
    public Patience patience(Discipline discipline) {
        return switch (discipline) {
            case SEQUENTIAL -> sequential;
            case BATCHING -> batching;
        };
    }

    /** The same with this patience for every backend. */
    public Timeouts with(Patience patience) {
        return new Timeouts(connect, idle, body, clientStall, patience, patience);
    }

    /** The same with another time in which a backend must accept a connection. */
    public Timeouts withConnect(Duration connect) {
        return new Timeouts(connect, idle, body, clientStall, sequential, batching);
    }

    /** The same with other patience for clients. */
    public Timeouts withClients(Duration body, Duration clientStall) {
        return new Timeouts(connect, idle, body, clientStall, sequential, batching);
    }

    /** The same with another time for which connections are kept. */
    public Timeouts withIdle(Duration idle) {
        return new Timeouts(connect, idle, body, clientStall, sequential, batching);
    }
}
