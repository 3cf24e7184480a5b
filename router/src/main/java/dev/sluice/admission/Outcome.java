package dev.sluice.admission;

/** How a lease ended, and so what is known of its slot and its backend. */
public enum Outcome {
    /** No byte of the request left: the slot is free. */
    UNSENT,
    /** The backend served the request to its end: the slot is free, and its time is learnt. */
    COMPLETE,
    /** The backend ended its answer itself, and it was not what was asked for: the slot is free. */
    REFUSED,
    /** We closed the connection before anything of an answer had come: the slot settles. */
    ABANDONED,
    /** We closed the connection in the middle of the answer: the slot settles, sooner as a rule. */
    CUT,
    /** The backend refused the connection, or says that it is not ready: it is out, and the slot is free. */
    UNAVAILABLE,
    /** The backend broke the connection: it is out, and the slot waits for word of its health. */
    LOST
}
