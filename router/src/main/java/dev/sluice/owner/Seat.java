package dev.sluice.owner;

import dev.sluice.admission.Lease;
import dev.sluice.admission.Rejection;

/** The one who holds a ticket. Called on the context on which the ticket was taken. */
public interface Seat {

    /** It may start, and must end the lease exactly once, even if nobody wants it any more. */
    void granted(Lease lease);

    /** It will not start. */
    void rejected(Rejection why);

    /** When something of an answer was last heard, or when it was asked for, in the owner's time. From any thread. */
    long lastHeard();
}
