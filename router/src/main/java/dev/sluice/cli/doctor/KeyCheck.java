package dev.sluice.cli.doctor;

import dev.sluice.engine.Answer;
import dev.sluice.engine.Readiness;

/** How a server takes the key that it is shown, or that it is shown none. */
sealed interface KeyCheck {

    /** It wants one, and takes this. */
    record Accepted() implements KeyCheck {}

    /** It answers without one as well. */
    record NotAskedFor() implements KeyCheck {}

    /**
     * It wants to be shown one, or another one.
     *
     * @param status 401 or 403
     */
    record Refused(int status) implements KeyCheck {}

    /** It did not answer. */
    record Unknown() implements KeyCheck {}

    /** By its answers to one question: with the key that we have, if we have any, and without. */
    static KeyCheck of(Answer shown, Answer notShown) {
        if (Readiness.of(shown) == Readiness.LOCKED) {
            return new Refused(shown.status());
        }
        if (shown.equals(Answer.NONE) || notShown.equals(Answer.NONE)) {
            return new Unknown();
        }
        return Readiness.of(notShown) == Readiness.LOCKED ? new Accepted() : new NotAskedFor();
    }
}
