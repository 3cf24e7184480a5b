package dev.sluice.engine;

import dev.sluice.admission.Outcome;
import java.time.Duration;
import java.util.List;

/** How to see that a server works on nothing. */
public interface IdleProof {

    /**
     * What to ask at each look, in this order: the first answer that shows it is proof. After a question that gets no
     * answer the next is not asked.
     */
    List<IdleSign> signs();

    /** How long after a lease ended so the first look is worth its cost. */
    Duration untilFirstLook(Outcome ended);

    /** How long to leave the server alone between two looks. */
    Duration betweenLooks(Outcome ended);
}
