package dev.sluice.pool;

import java.util.Arrays;

/**
 * How the predicted times of one backend compare with the actual ones: the last ratios of actual to predicted.
 * Immutable.
 */
public final class Accuracy {

    private static final int KEPT = 64;

    /** Of a backend that has served nothing. */
    public static final Accuracy NONE = new Accuracy(new double[0]);

    private final double[] ratios;

    private Accuracy(double[] ratios) {
        this.ratios = ratios;
    }

    /** With one more request. */
    public Accuracy learn(double predicted, double actual) {
        if (!(predicted > 0) || !(actual > 0)) {
            return this;
        }
        int from = ratios.length == KEPT ? 1 : 0;
        double[] next = Arrays.copyOfRange(ratios, from, ratios.length + 1);
        next[next.length - 1] = actual / predicted;
        return new Accuracy(next);
    }

    /** How many ratios are kept, at most 64. */
    public int count() {
        return ratios.length;
    }

    /** The ratio below which this part of them lies, 1 if there is none. */
    public double quantile(double part) {
        if (ratios.length == 0) {
            return 1;
        }
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    }
}
