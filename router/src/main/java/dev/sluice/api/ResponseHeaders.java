package dev.sluice.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** The names of our own response headers, and what may stand in them. */
final class ResponseHeaders {

    static final CharSequence MODEL = HttpHeaders.createOptimized("x-sluice-model");

    /** What a page in a browser may read beside what it always may. */
    static final String EXPOSED = String.join(
            ", ",
            List.of(
                    RequestId.NAME.toString(),
                    HttpHeaders.RETRY_AFTER.toString(),
                    MODEL.toString(),
                    "x-sluice-backend",
                    "x-sluice-attempts",
                    "x-sluice-queue-ms",
                    "x-sluice-decision"));

    private ResponseHeaders() {}

    /** Says which model answers, or failed to. A backend may name its models as it likes, a header may not. */
    static void model(HttpServerResponse response, String model) {
        response.putHeader(MODEL, Ascii.isIn(model, 0x20, 0x7e) ? model : model.replaceAll("[^\\x20-\\x7e]", "?"));
    }
}
