package dev.sluice.config;

import dev.sluice.pool.BackendId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that one router is started with.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param management where whoever runs the router can ask, if anywhere
 * @param pool the backends
 * @param origins the web pages that may ask from a browser, as browsers write them; {@code *} is all
 * @param defaultModel what a request gets that names no model; without it, the only model there is
 * @param limits the bounds
 * @param timeouts how long others may keep us waiting
 * @param heartbeat what clients hear of silent streams
 */
public record SluiceConfig(
        String host,
        int port,
        Optional<Address> management,
        PoolConfig pool,
        Set<String> origins,
        Optional<String> defaultModel,
        Limits limits,
        Timeouts timeouts,
        Heartbeat heartbeat) {

    /** Reached from this machine only: there are no keys yet, so opening it to others is the operator's own step. */
    public static final String HOST = "127.0.0.1";

    /** Where clients of llama-server and RamaLama look first. */
    public static final int PORT = 8080;

    public SluiceConfig {
        origins = Set.copyOf(origins);
    }

    /**
     * What was typed, with what is usual for all that cannot be typed.
     *
     * @param environment where the keys are
     * @throws InvalidConfig with every problem
     */
    public static SluiceConfig of(Settings settings, Map<String, String> environment) throws InvalidConfig {
        return new SettingsReader(settings, environment).read();
    }

    /** At least one, each once. */
    public List<BackendConfig> backends() {
        return pool.backends();
    }

    /** Of each backend that wants to be shown a key, the key. */
    public Map<BackendId, Secret> keys() {
        Map<BackendId, Secret> keys = new LinkedHashMap<>();
        backends().forEach(backend -> backend.key().ifPresent(key -> keys.put(backend.id(), key)));
        return Map.copyOf(keys);
    }

    /** The same with a model for requests that name none. */
    public SluiceConfig withDefaultModel(Optional<String> model) {
        return new SluiceConfig(host, port, management, pool, origins, model, limits, timeouts, heartbeat);
    }

    /** The same with this management address. */
    public SluiceConfig with(Optional<Address> management) {
        return new SluiceConfig(host, port, management, pool, origins, defaultModel, limits, timeouts, heartbeat);
    }

    /** The same with other limits. */
    public SluiceConfig with(Limits limits) {
        return new SluiceConfig(host, port, management, pool, origins, defaultModel, limits, timeouts, heartbeat);
    }

    /** The same with other timeouts. */
    public SluiceConfig with(Timeouts timeouts) {
        return new SluiceConfig(host, port, management, pool, origins, defaultModel, limits, timeouts, heartbeat);
    }

    /** The same with another heartbeat. */
    public SluiceConfig with(Heartbeat heartbeat) {
        return new SluiceConfig(host, port, management, pool, origins, defaultModel, limits, timeouts, heartbeat);
    }
}
