package dev.sluice.admission;

import dev.sluice.pool.AdminState;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Health;

/** What the owner has to do about an event. */
public sealed interface Decision {

    /** Tell the ticket's exchange that it may start. */
    record Grant(Lease lease) implements Decision {}

    /** Tell the ticket's exchange that it may not. */
    record Reject(Ticket ticket, Rejection why) implements Decision {}

    /**
     * The health of a backend has changed from {@code before}, or the reason for it has: log it, and look at it as its
     * health now needs.
     */
    record Changed(Backend backend, Health before) implements Decision {}

    /** The admin state of a backend has changed from {@code before}: log it. */
    record AdminChanged(Backend backend, AdminState before) implements Decision {}

    /** A backend has left, and nothing of ours runs there: log it, and look at it no more. */
    record Gone(Backend backend) implements Decision {}

    /**
     * Find out when this backend works on nothing, and say so with {@link Event.Idle}: a slot of it settles, after a
     * lease that ended so, or may be at work for somebody else.
     */
    record ProveIdle(Backend backend, Outcome after) implements Decision {}

    /** It failed a request and is out: look at it now, and say so with {@link Event.Seen}. */
    record Recheck(BackendId backend) implements Decision {}
}
