package dev.sluice.health;

import dev.sluice.admission.Outcome;
import dev.sluice.config.Alias;
import dev.sluice.config.BackendConfig;
import dev.sluice.owner.Examiner;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.upstream.Knock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Watches every backend of the pool. */
public final class HealthMonitor implements Examiner {

    private final Vertx vertx;
    private final Supplier<List<Alias>> aliases;
    private final Owner owner;
    private final Prober prober;
    private final Knock knock;

    // Mutable state, on the owner's context only.
    private final Map<BackendId, BackendWatch> watches = new LinkedHashMap<>();

    /**
     * Of none yet.
     *
     * @param aliases further names of what they serve, now
     * @param owner who is told
     */
    public HealthMonitor(Vertx vertx, Supplier<List<Alias>> aliases, Owner owner) {
        this.vertx = vertx;
        this.aliases = aliases;
        this.owner = owner;
        this.prober = new Prober(vertx);
        this.knock = new Knock(vertx);
    }

    /**
     * Makes one more backend known, and begins to look at it. One that is known already, leaving or not, joins again as it
     * is configured here. On the owner's context.
     */
    public void watch(BackendConfig backend) {
        of(backend).start(backend);
    }

    /** Answers questions about this backend from now on, and looks at it no more than those need. On the owner's context. */
    public void meet(BackendConfig backend) {
        of(backend);
    }

    private BackendWatch of(BackendConfig backend) {
        return watches.computeIfAbsent(
                backend.id(), first -> new BackendWatch(vertx, prober, knock, owner, backend, aliases));
    }

    /** Something else is said of one that is watched. On the owner's context. */
    public void reword(BackendConfig backend) {
        watch(backend.id()).ifPresent(watch -> watch.reword(backend));
    }

    /** Something else is said of all: looks at each now. On the owner's context. */
    public void lookAnew() {
        watches.values().forEach(BackendWatch::recheck);
    }

    @Override
    public void proveIdle(Backend backend, Outcome after) {
        watch(backend.id()).ifPresent(watch -> watch.proveIdle(backend, after));
    }

    @Override
    public void changed(Backend backend) {
        watch(backend.id()).ifPresent(watch -> watch.changed(backend));
    }

    @Override
    public Future<Boolean> listens(BackendId backend) {
        return watch(backend).map(watch -> watch.vitals().listens()).orElseGet(() -> Future.succeededFuture(true));
    }

    @Override
    public Future<Optional<String>> progress(BackendId backend) {
        return watch(backend)
                .map(watch -> watch.vitals().progress())
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    @Override
    public void recheck(BackendId backend) {
        watch(backend).ifPresent(BackendWatch::recheck);
    }

    @Override
    public void gone(BackendId backend) {
        Optional.ofNullable(watches.remove(backend)).ifPresent(BackendWatch::stop);
    }

    /** Empty for one that is gone: a question about it may have been on its way. */
    private Optional<BackendWatch> watch(BackendId id) {
        return Optional.ofNullable(watches.get(id));
    }
}
