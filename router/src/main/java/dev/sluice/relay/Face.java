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

    /** The same event around the body of an error answer that a backend gave in the dialect's shape. */
    Buffer errorEvent(Buffer errorBody);

    /** Answers with this failure. Nothing may have been written before. */
    default void answer(HttpServerResponse client, Failure failure) {
        answer(client, failure.kind().status(), failure);
    }

    /** Answers with this failure under another status than is usual for it. */
    default void answer(HttpServerResponse client, int status, Failure failure) {
        failure.retryAfter()
                .ifPresent(after -> client.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(after.toSeconds())));
        client.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(errorBody(failure));
    }
}
