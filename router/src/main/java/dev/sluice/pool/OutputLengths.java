package dev.sluice.pool;

/**
 * How long the answers of one model are, as a distribution over powers of two that forgets. Immutable.
 *
 * <p>Bucket {@code i} holds lengths from 2^i to below 2^(i+1) tokens; each is taken at its middle.
 */
public final class OutputLengths {

    private static final int BUCKETS = 18;

    /** What one answer weighs in the next: the last fifty or so are remembered. */
    private static final double KEPT = 0.98;

    /** Chats as they are: some hundred tokens, seldom thousands. Weighs as much as ten answers. */
    private static final double[] PRIOR = {
        0.2, 0.2, 0.3, 0.4, 0.8, 1.2, 1.8, 2.2, 1.6, 0.8, 0.3, 0.1, 0.05, 0.02, 0.01, 0.01, 0, 0
    };

    /** Before any answer was seen. */
    public static final OutputLengths PRIOR_ALONE = new OutputLengths(PRIOR);

    private final double[] weights;

    private OutputLengths(double[] weights) {
        this.weights = weights;
    }

    /** With one more answer of so many tokens. */
    public OutputLengths learn(int tokens) {
        double[] next = new double[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            next[i] = weights[i] * KEPT;
        }
        next[bucket(tokens)]++;
        return new OutputLengths(next);
    }

    /** The mean of those that are cut at {@code most} tokens. */
    public double mean(int most) {
        return remaining(0, most);
    }

    /**
     * What an answer still needs that has {@code written} tokens and will be cut at {@code most}: E[X − t | X > t]. It is
     * never below one token, as long as it may have one.
     */
    public double remaining(int written, int most) {
        double weight = 0;
        double sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            double middle = Math.min(1.5 * (1 << i), most);
            if (middle > written) {
                weight += weights[i];
                sum += weights[i] * (middle - written);
            }
        }
        double longer = Math.max(1, written); // beyond all that was seen: as long again
        double mean = weight > 0 ? sum / weight : longer;
        return Math.clamp(mean, Math.min(1, Math.max(0, most - written)), Math.max(0, most - written));
    }

    private static int bucket(int tokens) {
        return Math.clamp(31 - Integer.numberOfLeadingZeros(Math.max(1, tokens)), 0, BUCKETS - 1);
    }
}
