package dev.sluice.pool;

import java.time.Duration;

/** How a backend serves several requests at once. */
public enum Discipline {
    /** A running request has the machine to itself. */
    SEQUENTIAL(Duration.ofSeconds(10)),
    /** Running requests share each step of the model and slow one another a little. */
    BATCHING(Duration.ofSeconds(1));

    private final Duration priorServiceTime;

    Discipline(Duration priorServiceTime) {
        this.priorServiceTime = priorServiceTime;
    }

    /**
     * How long a request is taken to last before any was seen. Only the order matters: a batching engine, most often
     * on a GPU, goes first until experience says otherwise.
     */
    public Duration priorServiceTime() {
        return priorServiceTime;
    }
}
