package dev.sluice.pool;

/**
 * The name of a backend, as logs and clients see it: unique within the pool and stable while the router runs.
 *
 * @param value never its address, which is not for clients
 */
public record BackendId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
