package dev.sluice.health;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A question that is asked once for all who want to know at about the same time: requests that fell silent together ask
 * together. On the owner's context only.
 */
final class Shared<T> {

    private final Supplier<Future<T>> question;
    private final Duration fresh;
    private final LongSupplier clock;

    // Mutable state.
    private Future<T> answer = Future.failedFuture("not asked yet");
    private long staleAt;

    /**
     * This question, never asked so far.
     *
     * @param fresh how long an answer serves those who come after it
     * @param clock the time in nanoseconds
     */
    Shared(Supplier<Future<T>> question, Duration fresh, LongSupplier clock) {
        this.question = question;
        this.fresh = fresh;
        this.clock = clock;
        this.staleAt = clock.getAsLong();
    }

    /** The answer that is on its way, or has come a moment ago; else the question is asked. */
    Future<T> ask() {
        if (answer.isComplete() && clock.getAsLong() >= staleAt) {
            answer = question.get().onComplete(come -> staleAt = clock.getAsLong() + fresh.toNanos());
        }
        return answer;
    }
}
