package dev.sluice.relay;

import dev.sluice.config.Heartbeat;
import dev.sluice.config.Limits;
import dev.sluice.config.QueueRule;
import dev.sluice.config.Secret;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.Timeouts;
import dev.sluice.owner.Owner;
import dev.sluice.pool.BackendId;
import dev.sluice.telemetry.Visit;
import dev.sluice.upstream.Dialer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Serves requests on one event loop, under one configuration: a request keeps the one with which it came.
 *
 * @param vertx for timers and workers
 * @param owner who grants leases
 * @param dialer who opens connections to backends, of this loop
 * @param config the bounds and times
 * @param keys what backends want to be shown with every request, at this instant
 * @param counts the prompt counts in flight
 * @param underway the exchanges that are not over
 */
public record Relay(
        Vertx vertx,
        Owner owner,
        Dialer dialer,
        SluiceConfig config,
        Supplier<Map<BackendId, Secret>> keys,
        Counts counts,
        Underway underway) {

    /** With nothing in flight yet. */
    public Relay(Vertx vertx, Owner owner, Dialer dialer, SluiceConfig config, Supplier<Map<BackendId, Secret>> keys) {
        this(vertx, owner, dialer, config, keys, new Counts(), new Underway());
    }

    /** The same for requests that come from now on. */
    public Relay with(SluiceConfig next, Dialer dialer) {
        return new Relay(vertx, owner, dialer, next, keys, counts, underway);
    }

    /** The bounds. */
    public Limits limits() {
        return config.limits();
    }

    /** How long backends and clients may be silent. */
    public Timeouts timeouts() {
        return config.timeouts();
    }

    Heartbeat heartbeat() {
        return config.heartbeat();
    }

    QueueRule queue(Inference inference) {
        return config.queue(inference.model());
    }

    /**
     * Sees this request through to its one ending. From now on nobody else writes to the client.
     *
     * @param visit what is told of it
     * @param over run once, when the request needs nothing of what is held for it any more
     */
    public void serve(Inference inference, HttpServerResponse client, Face face, Visit visit, Runnable over) {
        new Exchange(this, inference, client, face, visit, over);
    }
}
