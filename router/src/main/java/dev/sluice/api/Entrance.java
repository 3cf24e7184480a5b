package dev.sluice.api;

import dev.sluice.relay.Failure;
import dev.sluice.relay.Failure.Kind;
import dev.sluice.telemetry.Telemetry;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.function.Supplier;

/** What holds for every request of one event loop, whatever it asks for. */
public final class Entrance {

    private Entrance() {}

    /**
     * Lets requests of this server in.
     *
     * @param origins the web pages that may ask from a browser
     * @param door whether requests are taken, now
     * @param inside takes those that can be answered
     */
    public static void open(
            HttpServer server,
            Supplier<Set<String>> origins,
            Supplier<Door> door,
            Telemetry telemetry,
            Handler<HttpServerRequest> inside) {
        Cors cors = new Cors(origins);
        OneAtATime turns = new OneAtATime(telemetry, request -> {
            cors.permit(request);
            if (door.get() != Door.OPEN) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            inside.handle(request);
        });
        server.requestHandler(request -> {
            RequestId.assign(request);
            turns.handle(request);
        });
        server.invalidRequestHandler(request -> refuse(request, telemetry));
    }

    /** Of a request whose head could not be read, nothing is known. */
    private static void refuse(HttpServerRequest request, Telemetry telemetry) {
        RequestId.assign(request);
        Farewell.say(request, telemetry, failure(request.decoderResult().cause()));
    }

    private static Failure failure(Throwable cause) {
        String why = cause.getMessage();
        return switch (cause) {
            case TooLongHttpLineException line ->
                Failure.of(
                        Kind.LINE_TOO_LONG,
                        "request_line_too_long",
                        "The first line of the request is too long: " + why + " Send a shorter path or query.");
            case TooLongHttpHeaderException headers ->
                Failure.of(
                        Kind.HEADERS_TOO_LARGE,
                        "headers_too_large",
                        "The headers of the request are too large: " + why + " Send fewer or shorter ones.");
            default ->
                Failure.of(
                        Kind.INVALID_REQUEST,
                        "malformed_request",
                        "This is not a request of HTTP/1.1: " + why + ". Check what builds it.");
        };
    }
}
