package dev.sluice.health;

import dev.sluice.admission.Event;
import dev.sluice.admission.Outcome;
import dev.sluice.config.BackendConfig;
import dev.sluice.config.SlotRule;
import dev.sluice.engine.Engine;
import dev.sluice.engine.ModelList;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Health;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Served;
import dev.sluice.pool.Sighting;
import dev.sluice.pool.Traits;
import dev.sluice.upstream.Knock;
import io.vertx.core.Vertx;
import java.util.OptionalInt;

/** Looks at one backend again and again, and tells the owner what it sees. */
final class BackendWatch {

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
    private Health health = Health.UNKNOWN;
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
    }

    void start() {
        owner.observe(new Event.Joined(Backend.unknown(config.id(), config.url(), config.tier(), owner.now())));
        look();
    }

    /** A request failed there: only a look that begins now can say otherwise. */
    void recheck() {
        vertx.cancelTimer(timer);
        look();
    }

    void proveIdle(Backend backend, Outcome after) {
        engine.idleProof().ifPresent(proof -> idleWatch.ask(backend, proof, after));
    }

    Vitals vitals() {
        return vitals;
    }

    void changed(Backend now) {
        health = now.health();
    }

    /** Nobody listens there: that is known before any request fails of it. Who is out already is being looked at. */
    private void refused() {
        if (health != Health.DOWN) {
            tell(new Sighting.Out("it refuses connections"));
            recheck();
        }
    }

    private void look() {
        long thisRound = ++round;
        prober.look(config.url()).onSuccess(finding -> {
            if (thisRound == round) {
                found(finding);
                timer = vertx.setTimer(health == Health.UP ? UP_INTERVAL_MS : NOT_UP_INTERVAL_MS, id -> look());
            }
        });
    }

    private void found(Finding finding) {
        switch (finding) {
            case Finding.Ready(ModelList list) -> tell(new Sighting.Ready(profile(list), OptionalInt.empty()));
            case Finding.Loading() -> tell(new Sighting.Loading());
            case Finding.Broken(String why) -> tell(new Sighting.Out(why));
            case Finding.Silent() -> tell(new Sighting.NoAnswer(false));
        }
    }

    private Profile profile(ModelList list) {
        engine = list.engine();
        Traits usual = engine.traits();
        Traits traits = config.slots() instanceof SlotRule.Fixed(int number) ? usual.withSlots(number) : usual;
        return new Profile(
                traits, Facts.NONE, list.models().stream().map(Served::of).toList());
    }

    private void tell(Sighting sighting) {
        owner.observe(new Event.Seen(config.id(), sighting));
    }
}
