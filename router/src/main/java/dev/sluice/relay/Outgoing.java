package dev.sluice.relay;

import dev.sluice.config.Secret;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** What the head of a request to a backend says. */
final class Outgoing {

    private static final CharSequence ACCEPTED =
            HttpHeaders.createOptimized("application/json, " + AnswerHead.EVENT_STREAM);

    private Outgoing() {}

    /** A {@code POST} to this path of that backend. */
    static RequestOptions post(Backend backend, String path) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setURI(backend.url().getRawPath() + path);
    }

    /** The headers for that backend, those of its body left out. */
    static void addHeaders(HttpClientRequest request, Relay relay, Inference inference, BackendId backend) {
        request.headers()
                .addAll(inference.headers())
                .set(HttpHeaders.CONTENT_TYPE, "application/json")
                .set(HttpHeaders.ACCEPT, ACCEPTED);
        Secret key = relay.keys().get().get(backend);
        if (key != null) {
            request.putHeader(HttpHeaders.AUTHORIZATION, key.bearer());
        }
    }
}
