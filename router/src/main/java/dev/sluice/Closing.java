package dev.sluice;

import dev.sluice.api.Door;
import dev.sluice.api.NotServed;
import dev.sluice.config.Shutdown;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a router, in order: it says that it leaves, then takes no more requests, then lets those that it has go on,
 * and at last tells the rest that there is no more time.
 */
final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    /** An error event has only to be written. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final List<RouterVerticle> loops;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Promise<Void> hurried = Promise.promise();
    private volatile Door door = Door.OPEN;

    /** Nobody has told it to end. */
    Closing(Vertx vertx, List<RouterVerticle> loops) {
        this.vertx = vertx;
        this.loops = loops;
    }

    /** Whether requests are taken now. */
    Door door() {
        return door;
    }

    /** Whether it was told to end. */
    boolean isBegun() {
        return begun.get();
    }

    /** There is no more time. */
    void hurry() {
        hurried.tryComplete();
    }

    /** Begins; completes when nothing is under way. A second call does nothing. */
    Future<Void> begin(Shutdown rules) {
        if (!begun.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        LOG.info(
                "shutting down: not ready any more, for {} s still taking requests",
                rules.announce().toSeconds());
        door = Door.LEAVING;
        return within(rules.announce()).compose(announced -> close(rules));
    }

    private Future<Void> close(Shutdown rules) {
        LOG.info(
                "shutting down: no more requests; those that run have {} s",
                rules.grace().toSeconds());
        door = Door.CLOSED;
        if (rules.waiting() == Shutdown.Waiting.REFUSE) {
            loops.forEach(loop -> loop.turnAway(NotServed.stopping()));
        }
        within(rules.grace()).onSuccess(late -> loops.forEach(loop -> loop.cutShort(NotServed.stopping())));
        Duration longest = rules.grace().plus(LAST_WORDS);
        Future<Void> finished = Future.join(
                        loops.stream().map(loop -> loop.finish(longest)).toList())
                .mapEmpty();
        Promise<Void> over = Promise.promise();
        finished.onComplete(done -> over.tryComplete());
        hurried.future().onSuccess(now -> vertx.setTimer(LAST_WORDS.toMillis(), id -> over.tryComplete()));
        return over.future();
    }

    private Future<Void> within(Duration time) {
        Promise<Void> over = Promise.promise();
        hurried.future().onSuccess(now -> over.tryComplete());
        if (time.isZero()) {
            over.tryComplete();
        } else {
            vertx.setTimer(time.toMillis(), id -> over.tryComplete());
        }
        return over.future();
    }
}
