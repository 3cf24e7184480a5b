package dev.sluice.relay;

import dev.sluice.pool.BackendId;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * The way of a request so far, for the headers of its answer.
 *
 * @param backend the backend that it is on, or was on last
 * @param attempts how many backends have had it
 * @param queuedMs how long it has waited in the queue, all together
 */
record Journey(Optional<BackendId> backend, int attempts, long queuedMs) {

    private static final CharSequence BACKEND = HttpHeaders.createOptimized("x-sluice-backend");
    private static final CharSequence ATTEMPTS = HttpHeaders.createOptimized("x-sluice-attempts");
    private static final CharSequence QUEUE_MS = HttpHeaders.createOptimized("x-sluice-queue-ms");
    private static final CharSequence DECISION = HttpHeaders.createOptimized("x-sluice-decision");

    /** Says what is known. A request that still waits when its status leaves has no backend yet. */
    void tell(HttpServerResponse client) {
        backend.ifPresent(id -> client.putHeader(BACKEND, id.value()).putHeader(DECISION, decision()));
        client.putHeader(ATTEMPTS, String.valueOf(attempts)).putHeader(QUEUE_MS, String.valueOf(queuedMs));
    }

    private String decision() {
        return attempts > 1 ? "failover" : "fastest-free";
    }
}
