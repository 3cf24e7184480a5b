package dev.sluice.config;

import dev.sluice.pool.BackendId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one router is started with, or goes on with after a reload.
 *
 * @param listeners where clients ask: at least one, each address once
 * @param management where whoever runs the router can ask, if anywhere
 * @param pool the backends
 * @param models what is said of models
 * @param queue the bounds of waiting, for all models together
 * @param limits the bounds of everything else
 * @param timeouts how long others may keep us waiting
 * @param heartbeat what clients hear of silent streams
 * @param shutdown how it ends
 * @param watch whether the file is read again when it changes
 * @param access what is written of each request
 */
public record SluiceConfig(
        List<Listener> listeners,
        Optional<ManagementConfig> management,
        PoolConfig pool,
        ModelsConfig models,
        QueueRule queue,
        Limits limits,
        Timeouts timeouts,
        Heartbeat heartbeat,
        Shutdown shutdown,
        boolean watch,
        AccessLog access) {

    /** Reached from this machine only: there are no keys yet, so opening it to others is the operator's own step. */
    public static final String HOST = "127.0.0.1";

    /** Where clients of llama-server and RamaLama look first. */
    public static final int PORT = 8080;

    public SluiceConfig {
        listeners = List.copyOf(listeners);
    }

    /** With what is usual for all else. */
    static SluiceConfig usual(List<Listener> listeners, PoolConfig pool) {
        return new SluiceConfig(
                listeners,
                Optional.empty(),
                pool,
                ModelsConfig.NONE,
                QueueRule.DEFAULT,
                Limits.DEFAULT,
                Timeouts.DEFAULT,
                Heartbeat.DEFAULT,
                Shutdown.DEFAULT,
                false,
                AccessLog.OFF);
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

    /**
     * What a file says, with what is usual for all that it does not.
     *
     * @param yaml its text
     * @param environment where the secrets are to which it refers
     * @throws InvalidConfig with every problem
     */
    public static SluiceConfig of(String yaml, Map<String, String> environment) throws InvalidConfig {
        return ConfigReader.read(yaml, environment);
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

    /** The bounds of waiting that a request for this model has: its model's own, else those of all. */
    public QueueRule queue(String model) {
        return models.queue(model).orElse(queue);
    }

    /** The same with a model for requests that name none. */
    public SluiceConfig withDefaultModel(Optional<String> model) {
        return with(models.with(model));
    }

    /** The same with this management address. */
    public SluiceConfig with(ManagementConfig management) {
        return new SluiceConfig(
                listeners,
                Optional.of(management),
                pool,
                models,
                queue,
                limits,
                timeouts,
                heartbeat,
                shutdown,
                watch,
                access);
    }

    /** The same with this said of models. */
    public SluiceConfig with(ModelsConfig models) {
        return new SluiceConfig(
                listeners, management, pool, models, queue, limits, timeouts, heartbeat, shutdown, watch, access);
    }

    /** The same with other bounds of waiting. */
    public SluiceConfig with(QueueRule queue) {
        return new SluiceConfig(
                listeners, management, pool, models, queue, limits, timeouts, heartbeat, shutdown, watch, access);
    }

    /** The same with other limits. */
    public SluiceConfig with(Limits limits) {
        return new SluiceConfig(
                listeners, management, pool, models, queue, limits, timeouts, heartbeat, shutdown, watch, access);
    }

    /** The same with other timeouts. */
    public SluiceConfig with(Timeouts timeouts) {
        return new SluiceConfig(
                listeners, management, pool, models, queue, limits, timeouts, heartbeat, shutdown, watch, access);
    }

    /** The same with another heartbeat. */
    public SluiceConfig with(Heartbeat heartbeat) {
        return new SluiceConfig(
                listeners, management, pool, models, queue, limits, timeouts, heartbeat, shutdown, watch, access);
    }

    /** The same with another end. */
    public SluiceConfig with(Shutdown shutdown) {
        return new SluiceConfig(
                listeners, management, pool, models, queue, limits, timeouts, heartbeat, shutdown, watch, access);
    }
}
