package dev.sluice.relay;

import dev.sluice.config.Heartbeat;
import dev.sluice.config.Limits;
import dev.sluice.config.Timeouts;
import dev.sluice.owner.Owner;
import dev.sluice.upstream.Dialer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Serves requests on one event loop.
 *
 * @param owner who grants leases
 * @param dialer who opens connections to backends, of this loop
 * @param limits the bounds
 * @param timeouts how long backends and clients may be silent
 * @param heartbeat what clients hear of silent streams
 */
public record Relay(Owner owner, Dialer dialer, Limits limits, Timeouts timeouts, Heartbeat heartbeat) {

    /** Sees this request through to its one ending. From now on nobody else writes to the client. */
    public void serve(Inference inference, HttpServerResponse client, Face face) {
        new Exchange(this, inference, client, face);
    }
}
