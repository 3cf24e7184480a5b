package dev.sluice.backends.batch;

import java.util.List;

/**
 * What an engine is busy with at one instant.
 *
 * @param running those that are seated, in the order in which they started
 * @param waiting how many wait to be seated
 * @param kv the share of what holds tokens that is taken by those that run, 0 to 1
 */
public record Occupancy(List<Seated> running, int waiting, double kv) {

    /**
     * A job that is seated.
     *
     * @param job its id
     * @param slot where, from 0; always 0 where there are no slots
     * @param prompt tokens of its prompt
     * @param cached of these, what was there when it was seated
     * @param read of these, what has been read, cached ones included
     * @param said tokens of its answer
     */
    public record Seated(long job, int slot, int prompt, int cached, int read, int said) {}
}
