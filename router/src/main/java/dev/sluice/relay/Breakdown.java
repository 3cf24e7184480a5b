package dev.sluice.relay;

import dev.sluice.admission.Ending;
import dev.sluice.admission.Outcome;

/**
 * How a backend failed an attempt.
 *
 * @param cause what sort of failure it is to the client
 * @param outcome what is known of the slot
 * @param why what the backend did, as the end of a sentence that begins with the backend, and without its address
 */
record Breakdown(Cause cause, Outcome outcome, String why) {

    /** The sorts of failure, which differ in what a client can do about them. */
    enum Cause {
        /** It broke, or answered what is no answer. */
        BROKE,
        /** It has too much to do. */
        BUSY,
        /** It took too long. */
        LATE
    }

    Ending ending() {
        return Ending.of(outcome, why);
    }

    static Breakdown broke(Outcome outcome, String why) {
        return new Breakdown(Cause.BROKE, outcome, why);
    }

    static Breakdown busy(String why) {
        return new Breakdown(Cause.BUSY, Outcome.BUSY, why);
    }

    static Breakdown late(Outcome outcome, String why) {
        return new Breakdown(Cause.LATE, outcome, why);
    }
}
