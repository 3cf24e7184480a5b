package dev.sluice.api;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a backend is sent of a client's headers: nothing that is between the client and us alone. */
final class BackendHeaders {

    /** Of one connection, though no {@code Connection} header may name them (RFC 9110, 7.6.1). */
    private static final List<String> HOP_BY_HOP =
            List.of("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    /** Who the client is, and where it thinks that it talks to. */
    private static final List<String> PRIVATE = List.of(
            "host",
            "origin",
            "referer",
            "cookie",
            "authorization",
            "x-api-key",
            "api-key",
            "x-conversation-id",
            "forwarded",
            "x-real-ip");

    /** What the relay says itself, of the body as it sends it and the answer as it can read it. */
    private static final List<String> OURS =
            List.of("content-length", "content-type", "accept", "accept-encoding", "expect");

    private static final List<String> FAMILIES =
            List.of("proxy-", "sec-", "access-control-", "x-forwarded-", "x-sluice-");

    private static final Set<String> KEPT_BACK = keptBack();

    private BackendHeaders() {}

    /** For the backends that are tried with this request. */
    static MultiMap of(HttpServerRequest request) {
        MultiMap client = request.headers();
        Set<String> named = namedByConnection(client);
        MultiMap backend = HttpHeaders.headers();
        for (Map.Entry<String, String> header : client) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (passes(name) && !named.contains(name)) {
                backend.add(name, header.getValue());
            }
        }
        TraceContext.ensure(backend);
        return backend.set(RequestId.NAME, RequestId.of(request));
    }

    private static boolean passes(String name) {
        if (KEPT_BACK.contains(name)) {
            return false;
        }
        for (String family : FAMILIES) {
            if (name.startsWith(family)) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> namedByConnection(MultiMap client) {
        Set<String> names = new HashSet<>();
        for (String value : client.getAll(HttpHeaders.CONNECTION)) {
            Arrays.stream(value.split(",", -1))
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .forEach(names::add);
        }
        return names;
    }

    private static Set<String> keptBack() {
        Set<String> names = new HashSet<>(HOP_BY_HOP);
        names.addAll(PRIVATE);
        names.addAll(OURS);
        return Set.copyOf(names);
    }
}
