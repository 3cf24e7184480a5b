package dev.sluice.owner;

import io.vertx.core.Vertx;

/**
 * One timer for the next wake-up. It is moved only to ring earlier: ringing too early costs one event, moving it at
 * each event would cost a timer each.
 */
final class Alarm {

    private static final long NANOS_PER_MS = 1_000_000;

    private final Vertx vertx;
    private final Runnable bell;
    private long timer;
    private long at = Long.MAX_VALUE;

    Alarm(Vertx vertx, Runnable bell) {
        this.vertx = vertx;
        this.bell = bell;
    }

    /** Rings at {@code when} or earlier. Both times in nanoseconds. */
    void ring(long when, long now) {
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
}
