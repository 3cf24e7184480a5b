package dev.sluice.api;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of chosen origins ask from a browser, and read every answer, errors and streams included.
 *
 * <p>Credentials of browsers, which are cookies, are never asked for: our clients show keys. A page of another origin is
 * served as any client is, but its browser does not let it read the answer.
 */
final class Cors {

    private static final String ANY = "*";
    private static final String METHODS = "GET, HEAD, POST, OPTIONS";

    /** In seconds: the longest that Chrome takes. */
    private static final String MAX_AGE = "7200";

    private final Supplier<Set<String>> allowed;

    /** For pages of these origins, as browsers write them; for none at all if there are none. */
    Cors(Supplier<Set<String>> origins) {
        this.allowed = origins;
    }

    /** Says in the answer to this request what the browser may do with it. */
    void permit(HttpServerRequest request) {
        Set<String> origins = allowed.get();
        if (origins.isEmpty()) {
            return;
        }
        MultiMap answer = request.response().headers();
        answer.set(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !(origins.contains(ANY) || origins.contains(origin))) {
            return;
        }
        answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origins.contains(ANY) ? ANY : origin);
        answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ResponseHeaders.EXPOSED);
        if (request.method().equals(HttpMethod.OPTIONS)) {
            permitNext(request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS), answer);
        }
    }

    /** Echoes the headers that the page wants to send: a star would not cover {@code Authorization}. */
    private static void permitNext(@Nullable String headers, MultiMap answer) {
        answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        if (headers != null) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
    }
}
