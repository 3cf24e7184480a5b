package dev.sluice.health;

import dev.sluice.admission.Outcome;
import dev.sluice.config.BackendConfig;
import dev.sluice.owner.Examiner;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Watches every backend of the pool. */
public final class HealthMonitor implements Examiner {

    private final Map<BackendId, BackendWatch> watches = new LinkedHashMap<>();

    /**
     * Of these backends; it looks at none before {@link #start}.
     *
     * @param owner who is told
     */
    public HealthMonitor(Vertx vertx, List<BackendConfig> backends, Owner owner) {
        Prober prober = new Prober(vertx);
        backends.forEach(backend -> watches.put(backend.id(), new BackendWatch(vertx, prober, owner, backend)));
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
    public void recheck(BackendId backend) {
        watch(backend).recheck();
    }

    private BackendWatch watch(BackendId id) {
        return Objects.requireNonNull(watches.get(id), () -> "backend " + id + " is not watched");
    }
}
