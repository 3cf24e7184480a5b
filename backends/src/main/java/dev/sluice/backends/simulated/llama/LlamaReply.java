package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Heads and errors as llama-server's HTTP library writes them, in its order. */
final class LlamaReply {

    private static final String JSON = "application/json; charset=utf-8";
    private static final int ERROR = 400;

    private LlamaReply() {}

    static void json(HttpServerRequest request, int status, JsonNode body) {
        end(request, status, JSON, body.toString());
    }

    static void refuse(HttpServerRequest request, Refused refused) {
        json(request, refused.status(), refused.body());
    }

    static void metrics(HttpServerRequest request, long started, String text) {
        HttpServerResponse response = begin(request, 200);
        response.putHeader("Process-Start-Time-Unix", String.valueOf(started));
        finish(request, "text/plain; version=0.0.4", text);
    }

    private static void end(HttpServerRequest request, int status, String type, String text) {
        begin(request, status);
        finish(request, type, text);
    }

    private static void finish(HttpServerRequest request, String type, String text) {
        Buffer body = Buffer.buffer(text);
        HttpServerResponse response = request.response();
        response.putHeader("Content-Type", type);
        response.putHeader("Content-Length", String.valueOf(body.length()));
        keep(request);
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader("Accept-Ranges", "bytes").end();
        } else {
            response.end(body);
        }
    }

    /** What a browser asks before it asks. */
    static void preflight(HttpServerRequest request) {
        begin(request, 200)
                .putHeader("Access-Control-Allow-Credentials", "true")
                .putHeader("Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS")
                .putHeader("Access-Control-Allow-Headers", "*")
                .putHeader("Content-Type", "text/html");
        keep(request);
        request.response().putHeader("Content-Length", "0").end();
    }

    /** That it was done, and nothing more. */
    static void nothing(HttpServerRequest request) {
        begin(request, 204);
        keep(request);
        request.response().end();
    }

    /** The head of a stream of events, sent at once. */
    static void stream(HttpServerRequest request) {
        HttpServerResponse response = begin(request, 200).setChunked(true);
        response.putHeader("X-Accel-Buffering", "no");
        response.putHeader("Content-Type", "text/event-stream");
        response.putHeader("Transfer-Encoding", "chunked");
        keep(request);
        response.writeHead();
    }

    private static HttpServerResponse begin(HttpServerRequest request, int status) {
        String origin = request.getHeader("Origin");
        return request.response()
                .setStatusCode(status)
                .putHeader("Server", "llama.cpp")
                .putHeader("Access-Control-Allow-Origin", origin == null ? "" : origin);
    }

    private static void keep(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        boolean close = response.headers().contains("Connection", "close", true)
                || "close".equalsIgnoreCase(request.getHeader("Connection"))
                || response.getStatusCode() >= ERROR;
        response.headers().remove("Connection");
        if (close) {
            // Vert.x writes its own, in small letters, where the client asked for it.
            response.headersEndHandler(
                    last -> response.headers().remove("Connection").add("Connection", "close"));
            response.putHeader("Connection", "close");
        } else {
            response.putHeader("Keep-Alive", "timeout=5, max=100");
        }
    }
}
