package dev.sluice.placement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rule <em>one queue, fastest free backend first</em>: among the backends that have room, the one that is predicted
 * to be done soonest; among those that are about as fast the emptiest; among these the one named first.
 */
public final class FastestFree {

    /**
     * Predictions are no better than that: a finer order would send all work to whichever of two equal backends was lucky
     * last.
     */
    private static final double ABOUT_AS_FAST = 1.25;

    private FastestFree() {}

    /** The choice, or empty if there is no candidate. */
    public static Optional<Candidate> choose(List<Candidate> candidates) {
        double fastest = candidates.stream().mapToDouble(Candidate::nanos).min().orElse(0);
        return candidates.stream()
                .filter(candidate -> candidate.nanos() <= fastest * ABOUT_AS_FAST)
                .min(Comparator.comparingDouble(Candidate::load));
    }
}
