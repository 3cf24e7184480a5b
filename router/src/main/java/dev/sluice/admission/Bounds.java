package dev.sluice.admission;

import java.util.Map;

/**
 * What the operator allows, whatever the backends could do.
 *
 * @param queue how much may wait, all models together
 * @param queues how much may wait for a model, by its public name; those that are not named have no such bound
 * @param hostSlots how many slots all backends on a host may have in use together, by the host's name; those that are
 *     not named have no such bound
 */
public record Bounds(QueueBound queue, Map<String, QueueBound> queues, Map<String, Integer> hostSlots) {

    public Bounds {
        queues = Map.copyOf(queues);
        hostSlots = Map.copyOf(hostSlots);
    }

    /** So many may wait, and hosts have no caps. */
    public static Bounds ofLength(int queue) {
        return new Bounds(QueueBound.ofLength(queue), Map.of(), Map.of());
    }

    QueueBound queueOf(String model) {
        return queues.getOrDefault(model, QueueBound.NONE);
    }

    int slotsOf(String host) {
        return hostSlots.getOrDefault(host, Integer.MAX_VALUE);
    }
}
