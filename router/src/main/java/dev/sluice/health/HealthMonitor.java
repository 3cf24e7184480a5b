package dev.sluice.health;

import dev.sluice.admission.Outcome;
import dev.sluice.config.Alias;
import dev.sluice.config.BackendConfig;
import dev.sluice.config.Secret;
import dev.sluice.owner.Examiner;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.upstream.Knock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Watches every backend of the pool. */
public final class HealthMonitor implements Examiner {

    private final Map<BackendId, BackendWatch> watches = new LinkedHashMap<>();

    /**
     * Of these backends; it looks at none before {@link #start}.
     *
     * @param aliases further names of what they serve
     * @param owner who is told
     */
    public HealthMonitor(Vertx vertx, List<BackendConfig> backends, List<Alias> aliases, Owner owner) {
        Prober prober = new Prober(vertx, keys(backends));
        Knock knock = new Knock(vertx);
        backends.forEach(
                backend -> watches.put(backend.id(), new BackendWatch(vertx, prober, knock, owner, backend, aliases)));
    }

    @Override
    public void start() {
        watches.values().forEach(BackendWatch::start);
    }

    @Override
    public void proveIdle(Backend backend, Outcome after) {
        watch(backend.id()).proveIdle(backend, after);
    }

    @Override
    public void changed(Backend backend) {
        watch(backend.id()).changed(backend);
    }

    @Override
    public Future<Boolean> listens(BackendId backend) {
        return watch(backend).vitals().listens();
    }

    @Override
    public Future<Optional<String>> progress(BackendId backend) {
        return watch(backend).vitals().progress();
    }

    @Override
    public void recheck(BackendId backend) {
        watch(backend).recheck();
    }

    private static Map<URI, Secret> keys(List<BackendConfig> backends) {
        Map<URI, Secret> keys = new HashMap<>();
        backends.forEach(backend -> backend.key().ifPresent(key -> keys.put(backend.url(), key)));
        return keys;
    }

    private BackendWatch watch(BackendId id) {
        return Objects.requireNonNull(watches.get(id), () -> "backend " + id + " is not watched");
    }
}
