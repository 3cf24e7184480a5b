package dev.sluice.backends.batch;

/** A sequence of tokens that does not change. */
public interface Tokens {

    /** How many there are. */
    int size();

    /** The token at this position, from 0 to {@code size() - 1}. */
    int at(int position);

    /** These tokens. */
    static Tokens of(int... tokens) {
        int[] copy = tokens.clone();
        return new Tokens() {
            @Override
            public int size() {
                return copy.length;
            }

            @Override
            public int at(int position) {
                return copy[position];
            }
        };
    }

    /** With how many tokens both begin alike. */
    default int commonPrefix(Tokens other) {
        int end = Math.min(size(), other.size());
        int same = 0;
        while (same < end && at(same) == other.at(same)) {
            same++;
        }
        return same;
    }

    /** These, and behind them the first so many of others. */
    default Tokens with(Tokens others, int count) {
        Tokens first = this;
        return new Tokens() {
            @Override
            public int size() {
                return first.size() + count;
            }

            @Override
            public int at(int position) {
                return position < first.size() ? first.at(position) : others.at(position - first.size());
            }
        };
    }
}
