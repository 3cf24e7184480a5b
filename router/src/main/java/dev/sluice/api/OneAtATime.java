package dev.sluice.api;

import dev.sluice.relay.Failure;
import dev.sluice.relay.Failure.Kind;
import dev.sluice.telemetry.Telemetry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Set;

/**
 * Refuses pipelining: a request that came on a connection before the answer to the one before it was given.
 *
 * <p>Of a client that has sent ahead Vert.x reads no more, and on some transports, of which epoll is none, it then does
 * not see that the client leaves: it could hold slots for nobody, one after the other.
 *
 * <p>Vert.x hands over a request that waited for its turn from within the end of the answer before it, when the handler
 * of that end has not been called yet. A request that comes after an answer finds it called. An answer counts as given
 * when it has been handed to the connection, though the client may still have to read it.
 */
final class OneAtATime implements Handler<HttpServerRequest> {

    private static final Failure PIPELINED = Failure.of(
            Kind.INVALID_REQUEST,
            "pipelining_refused",
            "This request came before the answer to the one before it. Send one request at a time per connection.");

    private final Telemetry telemetry;
    private final Handler<HttpServerRequest> next;

    // Mutable state, on the event loop of the connections: those on which an answer is owed.
    private final Set<HttpConnection> answering = new HashSet<>();

    OneAtATime(Telemetry telemetry, Handler<HttpServerRequest> next) {
        this.telemetry = telemetry;
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (!answering.add(connection)) {
            Farewell.say(request, telemetry, PIPELINED);
            return;
        }
        connection.closeHandler(closed -> answering.remove(connection));
        request.response().bodyEndHandler(given -> answering.remove(connection));
        next.handle(request);
    }
}
