package dev.sluice.sse;

import java.util.BitSet;

/** Which of the answers that a request asked for have begun, and which have ended. */
final class Choices {

    private final int asked;
    private final BitSet begun = new BitSet();
    private final BitSet ended = new BitSet();
    private int endedUnseen;

    /** Of a request for so many. */
    Choices(int asked) {
        this.asked = asked;
    }

    void begin(int index) {
        begun.set(index);
    }

    void end(int index) {
        begun.set(index);
        ended.set(index);
    }

    /** One ended, and nobody could see which. */
    void endOne() {
        endedUnseen++;
    }

    /** Whether all have ended. An engine that does not know {@code n} makes one, whatever was asked for. */
    boolean complete() {
        int have = ended.cardinality() + endedUnseen;
        boolean onlyOne = asked == 1 || begun.cardinality() == 1;
        return have > 0 && have >= begun.cardinality() && (onlyOne || have >= asked);
    }
}
