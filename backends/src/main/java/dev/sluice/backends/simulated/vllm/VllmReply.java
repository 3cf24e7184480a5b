package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.simulated.HttpDate;
import dev.sluice.backends.simulated.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Heads and errors as vLLM's web server writes them, in its order. */
final class VllmReply {

    private static final String JSON = "application/json";

    private VllmReply() {}

    static void json(HttpServerRequest request, int status, JsonNode body) {
        begin(request, status);
        finish(request, JSON, body.toString());
    }

    /** With what a load balancer is to know of the load. */
    static void json(HttpServerRequest request, JsonNode body, String load) {
        begin(request, 200).putHeader("endpoint-load-metrics", load);
        finish(request, JSON, body.toString());
    }

    static void refuse(HttpServerRequest request, Refused refused) {
        json(request, refused.status(), refused.body());
    }

    static void metrics(HttpServerRequest request, String text) {
        begin(request, 200);
        finish(request, "text/plain; version=1.0.0; charset=utf-8", text);
    }

    static void nothing(HttpServerRequest request) {
        begin(request, 200).putHeader("content-length", "0");
        vary(request).end();
    }

    static void notFound(HttpServerRequest request) {
        json(request, 404, Json.object().put("detail", "Not Found"));
    }

    static void methodNotAllowed(HttpServerRequest request, String allowed) {
        begin(request, 405).putHeader("allow", allowed);
        finish(request, JSON, Json.object().put("detail", "Method Not Allowed").toString());
    }

    /** Written before anything looks at origins. */
    static void unauthorized(HttpServerRequest request) {
        String body = Json.object().put("error", "Unauthorized").toString();
        begin(request, 401)
                .putHeader("content-length", String.valueOf(body.length()))
                .putHeader("content-type", JSON);
        keep(request);
        end(request, body);
    }

    /** What a browser asks before it asks; no origin is allowed. */
    static void preflight(HttpServerRequest request) {
        HttpServerResponse response = begin(request, 400)
                .putHeader(
                        "vary",
                        "Origin, Access-Control-Request-Method, Access-Control-Request-Headers,"
                                + " Access-Control-Request-Private-Network")
                .putHeader("access-control-allow-methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY")
                .putHeader("access-control-max-age", "600");
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (headers != null) {
            response.putHeader("access-control-allow-headers", headers);
        }
        String body = "Disallowed CORS origin";
        response.putHeader("content-length", String.valueOf(body.length()))
                .putHeader("content-type", "text/plain; charset=utf-8");
        keep(request);
        end(request, body);
    }

    /** The head of a stream of events, sent at once. */
    static void stream(HttpServerRequest request) {
        begin(request, 200).putHeader("content-type", "text/event-stream; charset=utf-8");
        HttpServerResponse response = vary(request).setChunked(true);
        // Vert.x puts what it says of the connection last.
        response.headersEndHandler(all -> last(response.headers(), "transfer-encoding"));
        if (request.version() == HttpVersion.HTTP_1_0) {
            response.write(""); // a head alone would have to tell the length
        } else {
            response.writeHead();
        }
    }

    private static void last(MultiMap headers, String name) {
        String value = headers.get(name);
        if (value != null) {
            headers.remove(name).add(name, value);
        }
    }

    private static HttpServerResponse begin(HttpServerRequest request, int status) {
        return request.response()
                .setStatusCode(status)
                .putHeader("date", HttpDate.now())
                .putHeader("server", "uvicorn");
    }

    private static void finish(HttpServerRequest request, String type, String text) {
        request.response()
                .putHeader("content-length", String.valueOf(Buffer.buffer(text).length()))
                .putHeader("content-type", type);
        vary(request);
        end(request, text);
    }

    private static void end(HttpServerRequest request, String text) {
        if (request.method().equals(HttpMethod.HEAD)) {
            request.response().end();
        } else {
            request.response().end(text);
        }
    }

    private static HttpServerResponse vary(HttpServerRequest request) {
        request.response().putHeader("vary", "Origin");
        return keep(request);
    }

    private static HttpServerResponse keep(HttpServerRequest request) {
        boolean close =
                "close".equalsIgnoreCase(request.getHeader("Connection")) || request.version() == HttpVersion.HTTP_1_0;
        return close ? request.response().putHeader("connection", "close") : request.response();
    }
}
