package dev.sluice.pool;

/**
 * The name of a backend, as logs show it: unique within the pool and stable while the router runs.
 *
 * @param value for a backend given by its address, {@code host:port} and the path prefix if it has one
 */
public record BackendId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
