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

/** The signs of life of one backend, for requests that run there and hear nothing. On the owner's context only. */
final class Vitals {

    /** A request that hears nothing is cut within a second after its deadline, and the cut itself takes some of that. */
    private static final Duration IN_TIME = Duration.ofMillis(800);

    /** Far below any deadline of a request, and enough for those that fell silent at the same moment. */
    private static final Duration FRESH = Duration.ofMillis(250);

    /** The one who looks at the same backend all the time. */
    interface Watcher {

        /** What it is taken for now. */
        Engine engine();

        /** Whether it has accepted no connection, and refused none, since it was found so. */
        boolean unreachable();

        /** It has just refused a connection. */
        void refused();

        /** It has not answered a knock. */
        void unanswered();
    }

    private final Knock knock;
    private final Prober prober;
    private final URI backend;
    private final Watcher watcher;
    private final Shared<Boolean> listens;
    private final Shared<Optional<String>> progress;

    /** Of the backend at this address. */
    Vitals(Knock knock, Prober prober, LongSupplier clock, URI backend, Watcher watcher) {
        this.knock = knock;
        this.prober = prober;
        this.backend = backend;
        this.watcher = watcher;
        this.listens = new Shared<>(this::knock, FRESH, clock);
        this.progress = new Shared<>(this::mark, FRESH, clock);
    }

    /** False if it has just refused a connection, or is known to be out of reach. Never fails. */
    Future<Boolean> listens() {
        return watcher.unreachable() ? Future.succeededFuture(false) : listens.ask();
    }

    /** A mark of how far its work has come, empty if it does not tell in time. Never fails. */
    Future<Optional<String>> progress() {
        return progress.ask();
    }

    private Future<Boolean> knock() {
        return knock.at(backend)
                .onSuccess(door -> {
                    switch (door) {
                        case OPEN -> {}
                        case SHUT -> watcher.refused();
                        case SILENT -> watcher.unanswered();
                    }
                })
                .map(door -> door != Knock.Door.SHUT);
    }

    private Future<Optional<String>> mark() {
        return firstMark(watcher.engine().progressSigns().iterator())
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
