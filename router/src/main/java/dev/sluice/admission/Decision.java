package dev.sluice.admission;

import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;

/** What the owner has to do about an event. */
public sealed interface Decision {

    /** Tell the ticket's exchange that it may start. */
    record Grant(Lease lease) implements Decision {}

    /** Tell the ticket's exchange that it may not. */
    record Reject(Ticket ticket, Rejection why) implements Decision {}

    /**
     * Find out when this backend works on nothing, and say so with {@link Event.Idle}: a slot of it settles, after a
     * lease that ended so.
     */
    record ProveIdle(Backend backend, Outcome after) implements Decision {}

    /** It failed a request and counts as down: look at it now, and say so with {@link Event.Observed}. */
    record Recheck(BackendId backend) implements Decision {}
}
