package dev.sluice.engine;

import dev.sluice.admission.Outcome;
import java.time.Duration;

/** A GET that is cheap and safe on a server that is awake, and what its answer says. */
public interface IdleProof {

    /** The path to ask, with its slash. */
    String path();

    /** Whether this answer shows that the server works on nothing at all. */
    boolean shows(int status, String body);

    /** How long after a lease ended so the first look is worth its cost. */
    Duration untilFirstLook(Outcome ended);

    /** How long to leave the server alone between two looks. */
    Duration betweenLooks(Outcome ended);
}
