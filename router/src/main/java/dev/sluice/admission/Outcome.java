package dev.sluice.admission;

/** How a lease ended, and so what is known of its slot. */
public enum Outcome {
    /** No byte of the request left: the slot is free. */
    UNSENT,
    /** The backend answered to the end: the slot is free. */
    COMPLETE,
    /** We closed the connection while the backend worked: the slot settles. */
    CUT,
    /** The backend refused or broke the connection: it is out, and the slot waits for word of its health. */
    LOST
}
