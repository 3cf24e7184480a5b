package dev.sluice.telemetry;

/** How a request ended, as its client saw it. */
public enum Ended {
    /** The client has the whole answer. */
    COMPLETE,
    /** The request was turned away: it was at fault, or there was no room for it. */
    REFUSED,
    /** It was not served, by no fault of its own: no content has left. */
    ERROR,
    /** A part of the content has left, then an error event. */
    TRUNCATED,
    /** The client left before the end. */
    CLIENT_GONE;

    /** In metrics and in the log. */
    public String word() {
        return Words.of(this);
    }
}
