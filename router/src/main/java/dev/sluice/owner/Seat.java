package dev.sluice.owner;

import dev.sluice.admission.Lease;
import dev.sluice.admission.Rejection;
import java.util.OptionalLong;

/** The one who holds a ticket. Called on the context on which the ticket was taken. */
public interface Seat {

    /** It may start, and must end the lease exactly once, even if nobody wants it any more. */
    void granted(Lease lease);

    /** It will not start. */
    void rejected(Rejection why);

    /**
     * When something was last heard of the answer that comes, in the owner's time; empty if none comes, or nothing of it
     * has. From any thread.
     */
    OptionalLong lastHeard();
}
