package dev.sluice.api;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The headers by which W3C tracing follows a request. */
final class TraceContext {

    private static final CharSequence PARENT = HttpHeaders.createOptimized("traceparent");
    private static final CharSequence STATE = HttpHeaders.createOptimized("tracestate");

    /** Trace, parent and flags. */
    private static final String IDS = "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";

    /** Of the one version that exists, or of a later one, which may say more. */
    private static final Predicate<String> VALID = Pattern.compile(
                    "00" + IDS + "|(?!00|ff)[0-9a-f]{2}" + IDS + "(-.*)?")
            .asMatchPredicate();

    /** Nobody is known to keep a record of a trace that begins here. */
    private static final String NOT_SAMPLED = "-00";

    private TraceContext() {}

    /** Keeps the trace in these headers, if it is a valid one, and begins one otherwise. */
    static void ensure(MultiMap headers) {
        List<String> parents = headers.getAll(PARENT);
        if (parents.size() != 1 || !VALID.test(parents.getFirst())) {
            headers.set(PARENT, "00-" + RandomHex.digits(32) + "-" + RandomHex.digits(16) + NOT_SAMPLED);
            headers.remove(STATE);
        }
    }
}
