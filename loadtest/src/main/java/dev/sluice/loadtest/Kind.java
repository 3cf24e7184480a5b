package dev.sluice.loadtest;

/** What is asked of a relay, and the figures in which its cost is kept. */
enum Kind {
    STREAMS(Figure.EVENT_COLD, Figure.EVENT_WARM, Figure.EVENT_LOOPS),
    ANSWERS(Figure.ANSWER_COLD, Figure.ANSWER_WARM, Figure.ANSWER_LOOPS);

    private final Figure cold;
    private final Figure warm;
    private final Figure loops;

    Kind(Figure cold, Figure warm, Figure loops) {
        this.cold = cold;
        this.warm = warm;
        this.loops = loops;
    }

    /** Right after the start. */
    Figure cold() {
        return cold;
    }

    /** When it is warm. */
    Figure warm() {
        return warm;
    }

    /** The share of event loops in {@link #warm}. */
    Figure loops() {
        return loops;
    }
}
