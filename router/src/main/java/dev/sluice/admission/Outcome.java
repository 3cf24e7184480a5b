package dev.sluice.admission;

/** How a lease ended, and so what is known of its slots and its backend. */
public enum Outcome {
    /** No byte of the request left: the slots are free. */
    UNSENT,
    /** The backend served the request to its end: the slots are free, and its rates are learnt. */
    COMPLETE,
    /** The backend ended its answer itself, and it was no good for a reason of the request's: the slots are free. */
    REFUSED,
    /** The same, and it has too much to do. */
    BUSY,
    /** The same, and the fault is the backend's: the slots are free, and it is put out if it goes on like that. */
    FAILED,
    /** We closed the connection before anything of an answer had come: the slots settle. */
    ABANDONED,
    /** We closed the connection in the middle of the answer: the slots settle, sooner as a rule. */
    CUT,
    /** We closed the connection because the backend got nowhere until its deadline: it is out, and the slots settle. */
    HUNG,
    /** The backend refused the connection, or says that it is not ready: it is out, and the slots are free. */
    UNAVAILABLE,
    /** The backend broke the connection: it is out, and the slots wait for word of its health. */
    LOST
}
