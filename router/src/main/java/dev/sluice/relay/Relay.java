package dev.sluice.relay;

import dev.sluice.config.Heartbeat;
import dev.sluice.config.Limits;
import dev.sluice.config.Secret;
import dev.sluice.config.Timeouts;
import dev.sluice.owner.Owner;
import dev.sluice.pool.BackendId;
import dev.sluice.upstream.Dialer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * Serves requests on one event loop.
 *
 * @param vertx for timers and workers
 * @param owner who grants leases
 * @param dialer who opens connections to backends, of this loop
 * @param limits the bounds
 * @param timeouts how long backends and clients may be silent
 * @param heartbeat what clients hear of silent streams
 * @param keys what backends want to be shown with every request
 * @param counts the prompt counts in flight
 */
public record Relay(
        Vertx vertx,
        Owner owner,
        Dialer dialer,
        Limits limits,
        Timeouts timeouts,
        Heartbeat heartbeat,
        Map<BackendId, Secret> keys,
        Counts counts) {

    /** With nothing in flight yet. */
    public Relay(
            Vertx vertx,
            Owner owner,
            Dialer dialer,
            Limits limits,
            Timeouts timeouts,
            Heartbeat heartbeat,
            Map<BackendId, Secret> keys) {
        this(vertx, owner, dialer, limits, timeouts, heartbeat, keys, new Counts());
    }

    /**
     * Sees this request through to its one ending. From now on nobody else writes to the client.
     *
     * @param over run once, when the request needs nothing of what is held for it any more
     */
    public void serve(Inference inference, HttpServerResponse client, Face face, Runnable over) {
        new Exchange(this, inference, client, face, over);
    }
}
