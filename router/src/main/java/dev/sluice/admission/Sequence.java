package dev.sluice.admission;

import java.util.List;

/**
 * A request that runs on slots which share one memory.
 *
 * @param prompt the tokens of its prompt, rather too many than too few
 * @param most the most tokens that each of its answers may have
 * @param written how many it has so far
 * @param weight how many answers
 */
record Sequence(int prompt, int most, int written, int weight) {

    /** What every request may grow to is more than most do, but what is promised must hold. */
    private static final double MARGIN = 0.05;

    Sequence grown(int tokens) {
        return new Sequence(prompt, most, tokens, weight);
    }

    /** Whether all of these fit into a pool of so many tokens to their end, with a margin. */
    static boolean fit(List<Sequence> running, int pool) {
        return peak(running) <= pool * (1 - MARGIN);
    }

    /**
     * The most tokens that these ever hold together, if all grow by one token a step and leave when they are done: the
     * rule after which llama-server's own test of its unified memory comes out as it does. The peak lies where one of
     * them ends.
     */
    static long peak(List<Sequence> running) {
        return running.stream()
                .mapToLong(ending -> held(running, ending.rest()))
                .max()
                .orElse(0);
    }

    private static long held(List<Sequence> running, int steps) {
        return running.stream()
                .filter(sequence -> sequence.rest() >= steps)
                .mapToLong(sequence -> sequence.weight * ((long) sequence.prompt + sequence.written + steps))
                .sum();
    }

    private int rest() {
        return Math.max(0, most - written);
    }
}
