package dev.sluice.admission;

import dev.sluice.pool.Measured;
import java.util.Optional;

/**
 * How a lease ended.
 *
 * @param outcome what is known of slots and backend
 * @param why what the backend did, as the end of a sentence that begins with it
 * @param measured what was seen of its speed, if it was served to its end
 */
public record Ending(Outcome outcome, String why, Optional<Measured> measured) {

    /** Of which there is nothing more to say. */
    public static Ending of(Outcome outcome) {
        return new Ending(outcome, "", Optional.empty());
    }

    /** For this reason. */
    public static Ending of(Outcome outcome, String why) {
        return new Ending(outcome, why, Optional.empty());
    }

    /** Complete, and measured. */
    public static Ending complete(Measured measured) {
        return new Ending(Outcome.COMPLETE, "", Optional.of(measured));
    }
}
