package dev.sluice.api;

import dev.sluice.relay.Face;
import dev.sluice.relay.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Failures as the OpenAI API writes them: {@code {"error":{"message","type","param","code"}}}. */
final class OpenAiFace implements Face {

    @Override
    public Buffer errorBody(Failure failure) {
        return json(failure).toBuffer();
    }

    /**
     * Named and carrying an {@code error} object at once: some clients look only for the one, some only for the other.
     */
    @Override
    public Buffer errorEvent(Failure failure) {
        return event(json(failure).encode());
    }

    /** In JSON a line end is nothing but space between two tokens. */
    @Override
    public Buffer errorEvent(Buffer errorBody) {
        return event(errorBody.toString().replace('\n', ' ').replace('\r', ' '));
    }

    private static Buffer event(String json) {
        return Buffer.buffer("event: error\ndata: " + json + "\n\n");
    }

    private static JsonObject json(Failure failure) {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("message", failure.message())
                                .put("type", type(failure.kind()))
                                .put("param", failure.param().orElse(null))
                                .put("code", failure.code()));
    }

    private static String type(Failure.Kind kind) {
        return switch (kind) {
            case INVALID_REQUEST, METHOD_NOT_ALLOWED, TOO_LARGE, LINE_TOO_LONG, UNSUPPORTED, HEADERS_TOO_LARGE ->
                "invalid_request_error";
            case REQUEST_TIMEOUT -> "timeout_error";
            case NOT_FOUND -> "not_found_error";
            case NO_CAPACITY -> "overloaded_error";
            case INTERNAL, BACKEND_FAILED -> "server_error";
            case BACKEND_TIMEOUT -> "timeout_error";
        };
    }
}
