package dev.sluice.deployment;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The router and its engines, started as the README says, with Prometheus. */
final class Deployed implements AutoCloseable {

    private static final String[] PROFILES = {"--profile", "cpu", "--profile", "monitoring"};

    private final Compose compose = Compose.usual();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;
    private final String management;
    private final String prometheus;

    private Deployed() {
        try {
            up("--build");
            address = compose.url("sluice", 8080);
            management = compose.url("sluice", 9090);
            prometheus = compose.url("prometheus", 9090);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** With two llama-servers; all of it is healthy. */
    static Deployed start() {
        return new Deployed();
    }

    /** Has so many llama-servers; the new ones are healthy when this returns. */
    void scale(int servers) {
        up("--no-recreate", "--scale", "llama=" + servers);
    }

    private void up(String... words) {
        compose.run(all(PROFILES, all(new String[] {"up", "--detach", "--wait"}, words)));
    }

    /** The answer to a chat, streamed, of so many tokens. */
    HttpResponse<String> chat(int tokens) {
        JsonObject ask = new JsonObject()
                .put("stream", true)
                .put("max_tokens", tokens)
                .put(
                        "messages",
                        new JsonArray().add(new JsonObject().put("role", "user").put("content", "Count!")));
        return send(HttpRequest.newBuilder(URI.create(address + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ask.encode())));
    }

    /** What the router says of its backends. */
    JsonArray backends() {
        return new JsonObject(get(management + "/backends")).getJsonArray("backends");
    }

    /** What Prometheus' API says. */
    JsonObject prometheus(String path) {
        return new JsonObject(get(prometheus + "/api/v1/" + path)).getJsonObject("data");
    }

    /** What it makes of this expression now. */
    JsonArray query(String expression) {
        return prometheus("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .getJsonArray("result");
    }

    private String get(String url) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url)));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(url + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] all(String[] first, String... then) {
        String[] all = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, all, first.length, then.length);
        return all;
    }

    @Override
    public void close() {
        client.shutdownNow();
        compose.run(all(PROFILES, "down", "--volumes", "--timeout", "5"));
    }
}
