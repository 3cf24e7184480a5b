package dev.sluice.backends.simulated.llama;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Says something in a stream that has begun whenever it has been silent for so long. */
final class LlamaPings {

    private final Vertx vertx;
    private final long interval;
    private final Runnable ping;
    private long spoke = System.nanoTime();
    private boolean over;

    private LlamaPings(Vertx vertx, long interval, Runnable ping) {
        this.vertx = vertx;
        this.interval = interval;
        this.ping = ping;
    }

    /** From now on; never where the interval is not positive. */
    static LlamaPings begin(Vertx vertx, int seconds, Runnable ping) {
        LlamaPings pings = new LlamaPings(vertx, TimeUnit.SECONDS.toNanos(seconds), ping);
        if (seconds > 0) {
            pings.lookAfter(TimeUnit.SECONDS.toMillis(seconds));
        }
        return pings;
    }

    /** The stream has said something. */
    void spoke() {
        spoke = System.nanoTime();
    }

    void end() {
        over = true;
    }

    private void lookAfter(long millis) {
        vertx.setTimer(Math.max(1, millis), rung -> look());
    }

    private void look() {
        if (over) {
            return;
        }
        if (System.nanoTime() - spoke >= interval) {
            ping.run();
            spoke();
        }
        lookAfter(TimeUnit.NANOSECONDS.toMillis(spoke + interval - System.nanoTime()) + 1);
    }
}
