package dev.sluice.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The name under which client, router and backend log one request. */
final class RequestId {

    static final CharSequence NAME = HttpHeaders.createOptimized("x-request-id");

    /** How some clients of OpenAI's own name it. */
    private static final CharSequence CLIENTS = HttpHeaders.createOptimized("x-client-request-id");

    /** What one can bear in a log. */
    private static final int LONGEST = 128;

    private RequestId() {}

    /** Says in the answer to this request how it is called: as the client says, or else by a new name. */
    static void assign(HttpServerRequest request) {
        String asked = request.getHeader(NAME);
        String id = sane(asked) ? asked : request.getHeader(CLIENTS);
        request.response().putHeader(NAME, sane(id) ? id : RandomHex.digits(32));
    }

    /** Visible, so that it stays one word in every log. */
    private static boolean sane(@Nullable String id) {
        return id != null && !id.isEmpty() && id.length() <= LONGEST && Ascii.isIn(id, 0x21, 0x7e);
    }

    /** What was assigned to this request. */
    static String of(HttpServerRequest request) {
        return request.response().headers().get(NAME);
    }
}
