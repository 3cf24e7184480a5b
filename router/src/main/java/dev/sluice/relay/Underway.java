package dev.sluice.relay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The exchanges of one event loop that are not over. */
public final class Underway {

    // Mutable state, of one event loop.
    private final Set<Exchange> exchanges = new LinkedHashSet<>();
    private Optional<Promise<Void>> none = Optional.empty();

    void begun(Exchange exchange) {
        exchanges.add(exchange);
    }

    void ended(Exchange exchange) {
        exchanges.remove(exchange);
        if (exchanges.isEmpty()) {
            none.ifPresent(Promise::tryComplete);
        }
    }

    /** Completes when there is none. To be asked once, when no further one begins. */
    public Future<Void> ended() {
        Promise<Void> promise = Promise.promise();
        none = Optional.of(promise);
        if (exchanges.isEmpty()) {
            promise.complete();
        }
        return promise.future();
    }

    /** Tells those that wait this, in place of an answer. */
    public void turnAway(Failure why) {
        List.copyOf(exchanges).forEach(exchange -> exchange.turnAway(why));
    }

    /** Tells all of them this, in place of an answer or of what is missing of it. */
    public void cutShort(Failure why) {
        List.copyOf(exchanges).forEach(exchange -> exchange.cutShort(why));
    }
}
