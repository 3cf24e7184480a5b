package dev.sluice.health;

import dev.sluice.admission.Event;
import dev.sluice.admission.Outcome;
import dev.sluice.config.BackendConfig;
import dev.sluice.engine.Engine;
import dev.sluice.engine.ModelList;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import dev.sluice.pool.Traits;
import dev.sluice.upstream.Knock;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one backend again and again, and tells the owner what it sees. */
final class BackendWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BackendWatch.class);

    /** Our own requests tell sooner when a backend that is up breaks; this is for one that nobody uses. */
    private static final long UP_INTERVAL_MS = 5_000;

    /** Whoever waits for a backend to come back shall not wait for us. */
    private static final long NOT_UP_INTERVAL_MS = 250;

    private final Vertx vertx;
    private final Prober prober;
    private final Owner owner;
    private final BackendConfig config;
    private final IdleWatch idleWatch;
    private final Vitals vitals;

    // Mutable state, on the owner's context only.
    private Backend known;
    private Engine engine = Engine.unknown();
    private long round;
    private long timer;

    BackendWatch(Vertx vertx, Prober prober, Knock knock, Owner owner, BackendConfig config) {
        this.vertx = vertx;
        this.prober = prober;
        this.owner = owner;
        this.config = config;
        this.idleWatch = new IdleWatch(vertx, prober, owner);
        this.vitals = new Vitals(knock, prober, owner::now, config.url(), () -> engine, this::refused);
        this.known = Backend.unknown(config.id(), config.url());
    }

    void start() {
        owner.observe(new Event.Observed(known));
        look();
    }

    /** A request failed there: it counts as down, and only a look that begins now can say otherwise. */
    void recheck() {
        become(known.withHealth(Health.DOWN), "a request to it failed");
        vertx.cancelTimer(timer);
        look();
    }

    void proveIdle(Backend backend, Outcome after) {
        engine.idleProof().ifPresent(proof -> idleWatch.ask(backend, proof, after));
    }

    Vitals vitals() {
        return vitals;
    }

    /** Nobody listens there: that is known before any request fails of it. Who is out already is being looked at. */
    private void refused() {
        if (known.health() != Health.DOWN) {
            tell(known.withHealth(Health.DOWN), "it refuses connections");
            recheck();
        }
    }

    private void look() {
        long thisRound = ++round;
        prober.look(config.url()).onSuccess(finding -> {
            if (thisRound == round) {
                found(finding);
                timer = vertx.setTimer(known.health() == Health.UP ? UP_INTERVAL_MS : NOT_UP_INTERVAL_MS, id -> look());
            }
        });
    }

    private void found(Finding finding) {
        switch (finding) {
            case Finding.Ready(ModelList list) -> tell(ready(list), "serves " + list.models());
            case Finding.Loading() -> tell(known.withHealth(Health.LOADING), "loads its model");
            case Finding.Broken(String why) -> tell(known.withHealth(Health.DOWN), why);
            case Finding.Silent() -> LOG.debug("{} did not answer a probe in time", config.id());
        }
    }

    private Backend ready(ModelList list) {
        engine = list.engine();
        Traits usual = engine.traits();
        Traits traits =
                config.slots().isPresent() ? usual.withSlots(config.slots().getAsInt()) : usual;
        return new Backend(config.id(), config.url(), traits, list.models(), Health.UP);
    }

    private void tell(Backend now, String why) {
        become(now, why);
        owner.observe(new Event.Observed(now));
    }

    private void become(Backend now, String why) {
        if (now.health() != known.health()) {
            String engine = now.traits().engine();
            LOG.info("{} {} ({}): {} -> {}: {}", now.id(), now.url(), engine, known.health(), now.health(), why);
        }
        known = now;
    }
}
