package dev.sluice.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The name under which client, router and backend log one request. */
final class RequestId {

    static final CharSequence NAME = HttpHeaders.createOptimized("x-request-id");

    /** How some clients of OpenAI's own name it. */
    private static final CharSequence CLIENTS = HttpHeaders.createOptimized("x-client-request-id");

    /** Visible, so that it stays one word in every log, and of a length that one can bear there. */
    private static final Predicate<String> SANE =
            Pattern.compile("[\\x21-\\x7e]{1,128}").asMatchPredicate();

    private RequestId() {}

    /** Says in the answer to this request how it is called: as the client says, or else by a new name. */
    static void assign(HttpServerRequest request) {
        String id = Stream.of(NAME, CLIENTS)
                .flatMap(name -> Optional.ofNullable(request.getHeader(name)).stream())
                .filter(SANE)
                .findFirst()
                .orElseGet(() -> RandomHex.digits(32));
        request.response().putHeader(NAME, id);
    }

    /** What was assigned to this request. */
    static String of(HttpServerRequest request) {
        return request.response().headers().get(NAME);
    }
}
