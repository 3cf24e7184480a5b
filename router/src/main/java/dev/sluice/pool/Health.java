package dev.sluice.pool;

/** Whether a backend can serve now, as its probes and our own requests to it tell. Only {@link #UP} gets leases. */
public enum Health {
    /** Never answered so far. */
    UNKNOWN,
    /** It answers, and says that its model is still loading. */
    LOADING,
    /** It answers and names its models. */
    UP,
    /** It refuses, breaks connections, or answers what no inference server answers. */
    DOWN
}
