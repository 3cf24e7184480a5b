package dev.sluice.pool;

/**
 * What its operator wants of a backend. Only {@link #IN_SERVICE} gets leases; whatever it is, the backend is looked at
 * all the same, because health is an axis of its own.
 */
public enum AdminState {
    /** It serves, if it is up. */
    IN_SERVICE,
    /** It gets no lease any more; what runs there, or may still run, goes on. */
    DRAINING,
    /** The same, and nothing of ours runs there any more: it may be stopped. */
    OUT
}
