package dev.sluice.pool;

/**
 * Whether a backend can serve now, as its probes and our own requests to it tell. Only {@link #UP} gets leases.
 *
 * <p>The other axes are not here: what its operator wants of it ({@link AdminState}), and what occupies its slots.
 */
public enum Health {
    /** Never answered so far. */
    UNKNOWN,
    /** It answers, and says that its model is still loading. */
    LOADING,
    /** It answers and names its models. */
    UP,
    /** It accepts connections and answers no probe, as one does that computes: what runs there goes on. */
    SILENT,
    /** It got nowhere with a request until its deadline, whatever its probes say. */
    HUNG,
    /** It refuses, breaks connections, or answers what no inference server answers. */
    DOWN
}
