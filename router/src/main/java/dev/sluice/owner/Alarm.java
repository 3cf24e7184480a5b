package dev.sluice.owner;

import io.vertx.core.Vertx;

/**
 * One timer for the next wake-up. It is moved only to ring earlier: ringing too early costs one event, moving it at
 * each event would cost a timer each.
 */
public final class Alarm {

    private static final long NANOS_PER_MS = 1_000_000;

    private final Vertx vertx;
    private final Runnable bell;
    private long timer;
    private long at = Long.MAX_VALUE;

    /** Runs the bell on the context that sets it. */
    public Alarm(Vertx vertx, Runnable bell) {
        this.vertx = vertx;
        this.bell = bell;
    }

    /** Rings at {@code when} or earlier. Both times in nanoseconds. */
    public void ring(long when, long now) {
        if (when >= at) {
            return;
        }
        if (at != Long.MAX_VALUE) {
            vertx.cancelTimer(timer);
        }
        at = when;
        long millis = Math.ceilDiv(Math.max(0, when - now), NANOS_PER_MS);
        timer = vertx.setTimer(Math.max(1, millis), id -> {
            at = Long.MAX_VALUE;
            bell.run();
        });
    }

    /** Does not ring, until it is set again. */
    public void silence() {
        if (at != Long.MAX_VALUE) {
            vertx.cancelTimer(timer);
            at = Long.MAX_VALUE;
        }
    }
}
