package dev.sluice.health;

import dev.sluice.admission.Event;
import dev.sluice.admission.Outcome;
import dev.sluice.config.Alias;
import dev.sluice.config.BackendConfig;
import dev.sluice.engine.Answer;
import dev.sluice.engine.Engine;
import dev.sluice.engine.Recognition;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import dev.sluice.pool.Sighting;
import dev.sluice.upstream.Knock;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Looks at one backend again and again, and tells the owner what it sees. */
final class BackendWatch implements Vitals.Watcher {

    private final Vertx vertx;
    private final Prober prober;
    private final Owner owner;
    private final Supplier<List<Alias>> aliases;
    private final Vitals vitals;
    private final IdleWatch idleWatch;
    private final HungWatch hungWatch;

    // Mutable state, on the owner's context only.
    private BackendConfig config;
    private Health health = Health.UNKNOWN;
    private Engine engine = Recognition.unknown();
    private Optional<Identity> identity = Optional.empty();
    private boolean unreachable;
    private long round;
    private long doubted;
    private long timer;

    BackendWatch(
            Vertx vertx, Prober prober, Knock knock, Owner owner, BackendConfig config, Supplier<List<Alias>> aliases) {
        this.vertx = vertx;
        this.prober = prober;
        this.owner = owner;
        this.config = config;
        this.aliases = aliases;
        this.vitals = new Vitals(knock, prober, owner::now, config.url(), this);
        this.idleWatch = new IdleWatch(vertx, prober, owner, this::heard);
        this.hungWatch = new HungWatch(vertx, vitals, idleWatch::asksOften, () -> tell(new Sighting.Progress()));
    }

    /** Makes it known, once more if it was leaving, and looks at it. */
    void start(BackendConfig word) {
        take(word);
        owner.observe(new Event.Joined(Backend.unknown(config.id(), config.url(), config.tier(), owner.now())
                .with(config.tier(), config.host())));
        recheck();
    }

    /** Something else is said of it. */
    void reword(BackendConfig word) {
        take(word);
        owner.observe(new Event.Assigned(config.id(), config.tier(), config.host()));
        recheck();
    }

    private void take(BackendConfig word) {
        config = word;
        prober.show(config.url(), config.key());
    }

    /** It has left: what is under way is told nobody any more, and nothing else begins. One that is out is not doubted. */
    void stop() {
        vertx.cancelTimer(timer);
        round++;
        health = Health.DOWN;
        idleWatch.forget();
        hungWatch.changed(health);
        prober.forget(config.url());
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

    /** One that was out may come back as another. */
    void changed(Backend now) {
        health = now.health();
        if (health == Health.DOWN || health == Health.LOADING) {
            identity = Optional.empty();
        }
        idleWatch.changed(health);
        hungWatch.changed(health);
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public boolean unreachable() {
        return unreachable;
    }

    /** Nobody listens there: that is known before any request fails of it. Who is out already is being looked at. */
    @Override
    public void refused() {
        if (health != Health.DOWN) {
            tell(new Sighting.Out("it refuses connections"));
            recheck();
        }
    }

    /**
     * Its host may have been unplugged, which a look from now on shows within the two seconds in which it must accept a
     * connection. A request asks after 5 s of silence on a sequential backend, the knock waits for 0.7 s: so it is out
     * after 7.7 s at most, and its requests are told when they ask again, 10 s after they heard the last. On a batching
     * one, where they ask each second, it is 3.7 s and 4 s. One that nobody uses is looked at every 5 s: it is out after
     * 7 s.
     */
    @Override
    public void unanswered() {
        if (health != Health.DOWN && doubted != round) {
            recheck();
            doubted = round;
        }
    }

    private void heard(String path, Answer answer) {
        hungWatch.heard(engine.progressSigns(), path, answer);
    }

    private void look() {
        long thisRound = ++round;
        long begun = owner.now();
        new Look(prober, config.url(), identity).take().onSuccess(finding -> {
            if (thisRound == round) {
                doubted = 0;
                found(finding, begun);
                timer = vertx.setTimer(Pace.untilNextLook(health).toMillis(), id -> look());
            }
        });
    }

    private void found(Finding finding, long begun) {
        unreachable = finding instanceof Finding.Unreachable;
        if (finding instanceof Finding.Ready ready) {
            identity = Optional.of(ready.identity());
            engine = ready.identity().engine();
            if (engine.idleProof().isEmpty()) {
                idleWatch.forget();
            }
        }
        tell(sighting(finding, begun));
    }

    private Sighting sighting(Finding finding, long begun) {
        return switch (finding) {
            case Finding.Ready(Identity seen, var crowd) -> new Sighting.Ready(word().on(seen), crowd);
            case Finding.Loading() -> new Sighting.Loading();
            case Finding.Out out -> new Sighting.Out(out.why());
            case Finding.Silent() -> silence(begun, owner.lastHeard(config.id()));
        };
    }

    private OperatorsWord word() {
        return new OperatorsWord(config.slots(), aliases.get());
    }

    /** Of a look that began then, and of requests that have heard something last at that time. */
    static Sighting silence(long begun, OptionalLong lastHeard) {
        return new Sighting.NoAnswer(lastHeard.isPresent() && lastHeard.getAsLong() > begun);
    }

    private void tell(Sighting sighting) {
        owner.observe(new Event.Seen(config.id(), sighting));
    }
}
