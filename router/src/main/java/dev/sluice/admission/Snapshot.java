package dev.sluice.admission;

import dev.sluice.pool.Accuracy;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Rates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The admission state at one instant, for readers on other threads.
 *
 * @param waiting tickets in the queue
 * @param firstSince since when the first of them has waited, in nanoseconds of the owner's time; the time of attempts
 *     that failed is left out, as in its deadline
 * @param queues who waits for which model, by its name: only models for which somebody waits; the same list until that
 *     changes
 * @param stale messages about leases that had ended already, since the start; each would be a bug
 * @param known what is known of each backend, in the order in which they joined; the same list as long as nothing
 *     else is known of one
 * @param backends how each is used, in the same order
 */
public record Snapshot(
        int waiting, OptionalLong firstSince, List<Queue> queues, long stale, List<Backend> known, List<Use> backends) {

    /** Before anything has happened. */
    public static final Snapshot EMPTY = new Snapshot(0, OptionalLong.empty(), List.of(), 0, List.of(), List.of());

    /**
     * Those who wait for one model.
     *
     * @param model its public name
     * @param waiting how many there are, at least one
     * @param bytes how large their bodies are together
     * @param firstSince since when the first of them has waited, in nanoseconds of the owner's time
     */
    public record Queue(String model, int waiting, long bytes, long firstSince) {}

    /**
     * One backend and its slots.
     *
     * @param backend what is known of it
     * @param limit how many slots it may have in use now
     * @param leased slots with a running request
     * @param oldestSince since when the oldest of them runs, in nanoseconds of the owner's time
     * @param settling slots whose request was cut or lost, and that may still be working on it
     * @param quarantined slots that should have settled long ago, and that nobody has seen idle
     * @param served requests that it has served to their end since the start
     * @param changes how often its health has changed since the start
     * @param coolDown how long it is left alone after a cut, if nothing shows when it is idle
     * @param rates how fast it serves each of its models, by its own name of it, as far as that was learnt
     * @param accuracy how the predicted times compare with the actual ones
     */
    public record Use(
            Backend backend,
            int limit,
            int leased,
            OptionalLong oldestSince,
            int settling,
            int quarantined,
            long served,
            long changes,
            Duration coolDown,
            Map<String, Rates> rates,
            Accuracy accuracy) {

        /** Whether nothing runs there, or may still run. */
        boolean quiet() {
            return leased + settling + quarantined == 0;
        }
    }

    /** Whether nothing waits, runs or settles. */
    public boolean quiet() {
        return waiting == 0 && backends.stream().allMatch(Use::quiet);
    }
}
