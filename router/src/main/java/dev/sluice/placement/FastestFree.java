package dev.sluice.placement;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rule <em>one queue, fastest free backend first</em>: among the backends that have a free slot, the one whose
 * requests are over soonest; among equals the emptiest; among those the one named first.
 */
public final class FastestFree {

    private static final Comparator<Candidate> FASTEST_THEN_EMPTIEST =
            Comparator.comparing(Candidate::serviceTime).thenComparingDouble(Candidate::load);

    private FastestFree() {}

    /** The choice, or empty if there is no candidate. */
    public static Optional<Candidate> choose(Stream<Candidate> candidates) {
        return candidates.min(FASTEST_THEN_EMPTIEST);
    }
}
