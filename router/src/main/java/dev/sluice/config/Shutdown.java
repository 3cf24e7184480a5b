package dev.sluice.config;

import java.time.Duration;

/**
 * How a router ends that is told to.
 *
 * @param announce how long it says that it is not ready and still takes new requests, so that balancers turn away first
 * @param grace how long after that the requests which run may go on
 * @param waiting what becomes of those that wait then
 */
public record Shutdown(Duration announce, Duration grace, Waiting waiting) {

    /** What becomes of requests that wait when the router is told to end. */
    public enum Waiting {
        /** They get their turn as long as there is time. */
        SERVE,
        /** They are told at once to try elsewhere. */
        REFUSE
    }

    /** Most routers have no balancer in front that asks: for them, each second here would be one of doing nothing. */
    public static final Duration ANNOUNCE = Duration.ZERO;

    /** Less than the 30 s after which Kubernetes kills what it has told to stop, with room for the end itself. */
    public static final Duration GRACE = Duration.ofSeconds(25);

    public static final Shutdown DEFAULT = new Shutdown(ANNOUNCE, GRACE, Waiting.SERVE);
}
