package dev.sluice.loadtest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes calls side by side: each lane makes its next one when its last has ended, until all are made. */
final class Lanes {

    /** Makes one call, and tells when it has ended; it must not fail. */
    interface Lane {
        Future<?> call();
    }

    private final Lane lane;
    private final Promise<Void> done = Promise.promise();
    private long left;
    private int running;

    Lanes(long calls, Lane lane) {
        this.left = calls;
        this.lane = lane;
    }

    /** Opens so many lanes, spread over this time. On the event loop that calls. */
    Future<Void> run(int lanes, Duration spread) {
        running = lanes;
        Vertx vertx = Vertx.currentContext().owner();
        for (int i = 0; i < lanes; i++) {
            long after = Math.max(1, spread.toNanos() * i / lanes);
            vertx.timer(after, TimeUnit.NANOSECONDS).onSuccess(opened -> next());
        }
        return done.future();
    }

    private void next() {
        if (left-- > 0) {
            lane.call().onComplete(ended -> next());
        } else if (--running == 0) {
            done.complete();
        }
    }
}
