package dev.sluice.admission;

import dev.sluice.pool.Ability;

/** What becomes of the ticket whose lease has ended. Whoever goes back to the queue gets its old place there. */
public sealed interface Then {

    /** It is served, or failed for good. */
    record Done() implements Then {}

    /** It goes back, and not to this backend again. */
    record Elsewhere() implements Then {}

    /**
     * It goes back, and only where there is more room: its prompt has at least so many tokens.
     *
     * @param promptTokens as the backend counted them, or the context that they did not fit into
     */
    record Larger(int promptTokens) implements Then {}

    /** It goes back, and not to this backend, which cannot do what it needs: neither for it nor for others. */
    record Abler(Ability lacked) implements Then {}

    Then DONE = new Done();
    Then ELSEWHERE = new Elsewhere();
}
