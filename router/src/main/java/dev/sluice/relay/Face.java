package dev.sluice.relay;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** How a dialect writes a failure. */
public interface Face {

    /** The JSON body of an error answer. */
    Buffer errorBody(Failure failure);

    /** The event that ends a broken stream, blank line included: every client of the dialect takes it for an error. */
    Buffer errorEvent(Failure failure);

    /** Answers with this failure. Nothing may have been written before. */
    default void answer(HttpServerResponse client, Failure failure) {
        failure.retryAfter()
                .ifPresent(after -> client.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(after.toSeconds())));
        client.setStatusCode(failure.kind().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(errorBody(failure));
    }
}
