package dev.sluice.admission;

import dev.sluice.pool.Backend;
import java.util.List;
import java.util.OptionalLong;

/**
 * The admission state at one instant, for readers on other threads.
 *
 * @param waiting tickets in the queue
 * @param firstSince since when the first of them has waited, in nanoseconds of the owner's time; the time of attempts
 *     that failed is left out, as in its deadline
 * @param stale messages about leases that had ended already, since the start; each would be a bug
 * @param known what is known of each backend, in the order in which they were first seen; the same list as long
 *     as nobody has looked at one
 * @param backends how each is used, in the same order
 */
public record Snapshot(int waiting, OptionalLong firstSince, long stale, List<Backend> known, List<Use> backends) {

    /** Before anything has happened. */
    public static final Snapshot EMPTY = new Snapshot(0, OptionalLong.empty(), 0, List.of(), List.of());

    /**
     * One backend and its slots.
     *
     * @param backend what is known of it
     * @param leased slots with a running request
     * @param oldestSince since when the oldest of them runs, in nanoseconds of the owner's time
     * @param settling slots whose request was cut or lost, and that may still be working on it
     * @param served requests that it has served to their end since the start
     */
    public record Use(Backend backend, int leased, OptionalLong oldestSince, int settling, long served) {}

    /** Whether nothing waits, runs or settles. */
    public boolean quiet() {
        return waiting == 0 && backends.stream().allMatch(use -> use.leased() + use.settling() == 0);
    }
}
