package dev.sluice.relay;

import dev.sluice.pool.BackendId;
import java.util.HashMap;
import java.util.Map;

/**
 * The prompt counts that are in flight from one event loop: a few, so that a long queue does not keep engines from their
 * work.
 */
final class Counts {

    private static final int MOST = 4;

    // Mutable state, of one event loop.
    private final Map<BackendId, Integer> inFlight = new HashMap<>();

    /** Whether no further one may begin. */
    boolean full() {
        return inFlight.values().stream().mapToInt(Integer::intValue).sum() >= MOST;
    }

    /** How many this backend has. */
    int on(BackendId backend) {
        return inFlight.getOrDefault(backend, 0);
    }

    void begun(BackendId backend) {
        inFlight.merge(backend, 1, Integer::sum);
    }

    void ended(BackendId backend) {
        inFlight.computeIfPresent(backend, (same, count) -> count == 1 ? null : count - 1);
    }
}
