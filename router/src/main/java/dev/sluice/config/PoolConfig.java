package dev.sluice.config;

import java.util.List;
import java.util.Map;

/**
 * The backends and what the operator says of them together.
 *
 * @param backends at least one, each once
 * @param hostSlots by the name or address of a host, as in the URLs of its backends: how many requests all of these may run
 *     at once together
 */
public record PoolConfig(List<BackendConfig> backends, Map<String, Integer> hostSlots) {

    public PoolConfig {
        backends = List.copyOf(backends);
        hostSlots = Map.copyOf(hostSlots);
    }
}
