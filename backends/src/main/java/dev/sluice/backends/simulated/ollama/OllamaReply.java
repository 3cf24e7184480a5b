package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.simulated.HttpDate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;

/** Heads as Go's web server writes them, in its order, and JSON as Go writes it. */
final class OllamaReply {

    static final String JSON = "application/json; charset=utf-8";

    /** What OpenAI's forms are given as, and errors in place of a stream. */
    static final String PLAIN_JSON = "application/json";

    /** A longer answer is sent in chunks, without its length. */
    private static final int BUFFER = 2048;

    private OllamaReply() {}

    static void json(HttpServerRequest request, int status, JsonNode body) {
        text(request, status, JSON, text(body));
    }

    static void text(HttpServerRequest request, int status, String type, String text) {
        Buffer body = Buffer.buffer(text);
        HttpServerResponse response = request.response();
        response.putHeader("Content-Type", type);
        begin(request, status);
        if (body.length() > BUFFER) {
            response.setChunked(true).putHeader("Transfer-Encoding", "chunked");
        } else {
            response.putHeader("Content-Length", String.valueOf(body.length()));
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
    }

    /** A head alone, without a body or a word of its type. */
    static void nothing(HttpServerRequest request, int status) {
        begin(request, status);
        if (status != 204) {
            request.response().putHeader("Content-Length", "0");
        }
        request.response().end();
    }

    /** The head of a stream, sent with what is written first. */
    static void stream(HttpServerRequest request, String type) {
        request.response().putHeader("Content-Type", type);
        begin(request, 200);
        request.response().setChunked(true).putHeader("Transfer-Encoding", "chunked");
    }

    /** Signs that mean something in HTML are escaped. */
    static String text(JsonNode json) {
        return json.toString().replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
    }

    /** What the server says comes sorted, then what Go adds. */
    private static void begin(HttpServerRequest request, int status) {
        HttpServerResponse response = request.response().setStatusCode(status);
        MultiMap headers = response.headers();
        List<Map.Entry<String, String>> sorted =
                headers.entries().stream().sorted(Map.Entry.comparingByKey()).toList();
        headers.clear();
        sorted.forEach(header -> headers.add(header.getKey(), header.getValue()));
        headers.add("Date", HttpDate.now());
        if ("close".equalsIgnoreCase(request.getHeader("Connection"))) {
            // Vert.x writes its own, in small letters, where the client asked for it.
            response.headersEndHandler(last -> headers.remove("Connection").add("Connection", "close"));
        }
    }
}
