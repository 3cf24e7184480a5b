package dev.sluice.health;

import dev.sluice.engine.Engine;
import dev.sluice.engine.ProgressSign;
import dev.sluice.upstream.Knock;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The signs of life of one backend, for requests that run there and hear nothing. On the owner's context only. */
final class Vitals {

    /** A request that hears nothing is cut within a second after its deadline, and the cut itself takes some of that. */
    private static final Duration IN_TIME = Duration.ofMillis(800);

    /** Far below any deadline of a request, and enough for those that fell silent at the same moment. */
    private static final Duration FRESH = Duration.ofMillis(250);

    private final Knock knock;
    private final Prober prober;
    private final URI backend;
    private final Supplier<Engine> engine;
    private final Runnable refused;
    private final Shared<Boolean> listens;
    private final Shared<Optional<String>> progress;

    /**
     * Of the backend at this address.
     *
     * @param engine what it is taken for now
     * @param refused is told of each connection that is refused
     */
    Vitals(Knock knock, Prober prober, LongSupplier clock, URI backend, Supplier<Engine> engine, Runnable refused) {
        this.knock = knock;
        this.prober = prober;
        this.backend = backend;
        this.engine = engine;
        this.refused = refused;
        this.listens = new Shared<>(this::knock, FRESH, clock);
        this.progress = new Shared<>(this::mark, FRESH, clock);
    }

    /** False only if it has just refused a connection. Never fails. */
    Future<Boolean> listens() {
        return listens.ask();
    }

    /** A mark of how far its work has come, empty if it does not tell in time. Never fails. */
    Future<Optional<String>> progress() {
        return progress.ask();
    }

    private Future<Boolean> knock() {
        return knock.answered(backend).onSuccess(answered -> {
            if (!answered) {
                refused.run();
            }
        });
    }

    private Future<Optional<String>> mark() {
        return firstMark(engine.get().progressSigns().iterator())
                .timeout(IN_TIME.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(Optional.empty());
    }

    private Future<Optional<String>> firstMark(Iterator<ProgressSign> signs) {
        if (!signs.hasNext()) {
            return Future.succeededFuture(Optional.empty());
        }
        ProgressSign sign = signs.next();
        return prober.get(backend, sign.path(), IN_TIME)
                .map(answer -> sign.mark(answer.status(), answer.body()))
                .compose(mark -> mark.isPresent() ? Future.succeededFuture(mark) : firstMark(signs));
    }
}
