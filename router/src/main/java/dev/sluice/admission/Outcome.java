package dev.sluice.admission;

/** How a lease ended, and so what is known of its slot. */
public enum Outcome {
    /** No byte of the request left: the slot is free. */
    UNSENT,
    /** The backend answered to the end: the slot is free. */
    COMPLETE,
    /** We closed the connection before anything of an answer had come: the slot settles. */
    ABANDONED,
    /** We closed the connection in the middle of the answer: the slot settles, sooner as a rule. */
    CUT,
    /** The backend refused or broke the connection: it is out, and the slot waits for word of its health. */
    LOST
}
