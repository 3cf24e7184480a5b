package dev.sluice.backends.simulated.vllm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.simulated.Json;
import dev.sluice.backends.simulated.SimulatedBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A client of one simulated vLLM. */
final class VllmClient implements AutoCloseable {

    static final String CHAT = "/v1/chat/completions";
    static final String TEXT = "/v1/completions";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SimulatedBackend backend;

    VllmClient(SimulatedBackend backend) {
        this.backend = backend;
    }

    /** A stream whose head has come. */
    static final class Events implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Events(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
        }

        int status() {
            return response.statusCode();
        }

        /** The data of the next event. */
        String next() throws IOException {
            String line = Objects.requireNonNull(lines.readLine(), "the stream has ended");
            lines.readLine();
            return line.substring("data: ".length());
        }

        /** The data of all events that are still to come. */
        List<String> rest() throws IOException {
            List<String> rest = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    rest.add(line.substring("data: ".length()));
                }
            }
            return rest;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    Events stream(String path, String fields) throws Exception {
        return new Events(
                client.send(post(path, body(path, "\"stream\":true," + fields)), BodyHandlers.ofInputStream()));
    }

    HttpResponse<String> whole(String path, String fields) throws Exception {
        return client.send(post(path, body(path, fields)), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> later(String path, String fields) {
        return client.sendAsync(post(path, body(path, fields)), BodyHandlers.ofString());
    }

    /** Tells the engine something, and what it answers. */
    JsonNode tell(String path, String json) throws Exception {
        return Json.parse(client.send(post(path, json), BodyHandlers.ofString()).body());
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    /** The value of the metric whose line begins so. */
    double metric(String beginning) throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("vllm:" + beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    /** A body that is asked in this form, with these fields besides. */
    static String body(String path, String fields) {
        String what = path.equals(CHAT)
                ? "\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]"
                : "\"prompt\":\"Count!<|assistant|>\"";
        return "{" + what + "," + fields + "}";
    }

    private HttpRequest post(String path, String json) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private URI uri(String path) {
        return URI.create(backend.url() + path);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
