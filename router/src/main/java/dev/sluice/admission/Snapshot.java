package dev.sluice.admission;

import dev.sluice.pool.Backend;
import java.util.List;

/**
 * The admission state at one instant, for readers on other threads.
 *
 * @param waiting tickets in the queue
 * @param stale messages about leases that had ended already, since the start; each would be a bug
 * @param known what is known of each backend, in the order in which they were first seen; the same list as long
 *     as nobody has looked at one
 * @param backends how each is used, in the same order
 */
public record Snapshot(int waiting, long stale, List<Backend> known, List<Use> backends) {

    /** Before anything has happened. */
    public static final Snapshot EMPTY = new Snapshot(0, 0, List.of(), List.of());

    /**
     * One backend and its slots.
     *
     * @param backend what is known of it
     * @param leased slots with a running request
     * @param settling slots whose request was cut or lost, and that may still be working on it
     */
    public record Use(Backend backend, int leased, int settling) {}

    /** Whether nothing waits, runs or settles. */
    public boolean quiet() {
        return waiting == 0 && backends.stream().allMatch(use -> use.leased() + use.settling() == 0);
    }
}
