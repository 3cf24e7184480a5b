package dev.sluice.telemetry;

/** Whose fault it was that a request did not end well, and what went wrong. A closed set: it is a label. */
public enum ErrorType {
    /** Nobody's: it was served. */
    NONE(Ended.COMPLETE),

    /** It is not what HTTP, JSON or the API want. */
    CALLER_INVALID(Ended.REFUSED),
    /** There is no such path or model. */
    CALLER_NOT_FOUND(Ended.REFUSED),
    /** Its line, its headers or its body are too large. */
    CALLER_TOO_LARGE(Ended.REFUSED),
    /** Its body did not come in time. */
    CALLER_TOO_SLOW(Ended.REFUSED),
    /** Its prompt fits into no context. */
    CALLER_CONTEXT_LENGTH(Ended.REFUSED),
    /** None of the backends that serve the model can do what it asks for. */
    CALLER_UNSUPPORTED(Ended.REFUSED),
    /** A backend says that the request is at fault. */
    CALLER_REFUSED(Ended.REFUSED),
    /** The client left. */
    CALLER_CANCELLED(Ended.CLIENT_GONE),

    /** The last backend that had it broke, or answered what is no answer. */
    BACKEND_FAILED(Ended.ERROR),
    /** Every backend refuses more work. */
    BACKEND_BUSY(Ended.ERROR),
    /** The backend took too long, and nothing of the answer had come. */
    BACKEND_TIMEOUT(Ended.ERROR),
    /** The backend broke in the middle of the answer. */
    BACKEND_TRUNCATED(Ended.TRUNCATED),
    /** The backend took too long in the middle of the answer. */
    BACKEND_STALLED(Ended.TRUNCATED),

    /** As many wait as may wait. */
    ROUTER_QUEUE_FULL(Ended.REFUSED),
    /** It has waited as long as it may. */
    ROUTER_QUEUE_DEADLINE(Ended.REFUSED),
    /** The bodies that are held leave no room for it. */
    ROUTER_MEMORY_FULL(Ended.REFUSED),
    /** No backend is there that serves it, or none has said yet what it serves. */
    ROUTER_NO_BACKEND(Ended.REFUSED),
    /** A backend failed, and so many others lately that it was not tried elsewhere. */
    ROUTER_RETRIES_EXHAUSTED(Ended.ERROR),
    /** The router was told to end before it was answered, or wholly. */
    ROUTER_DRAINING(Ended.ERROR),
    /** A bug. */
    ROUTER_INTERNAL(Ended.ERROR);

    private final Ended ended;

    ErrorType(Ended ended) {
        this.ended = ended;
    }

    /** How a request ends of which this is true. */
    public Ended ended() {
        return ended;
    }

    /** In metrics and in the log. */
    public String word() {
        return Words.of(this);
    }
}
