package dev.sluice.backends.simulated.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A client of one simulated Ollama. */
final class OllamaClient implements AutoCloseable {

    static final String CHAT = "/api/chat";
    static final String GENERATE = "/api/generate";
    static final String OPENAI = "/v1/chat/completions";

    private static final String ASK =
            "{\"model\":\"counting\",\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}],";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SimulatedBackend backend;

    OllamaClient(SimulatedBackend backend) {
        this.backend = backend;
    }

    /** A stream, whose head comes with its first token. */
    static final class Stream implements AutoCloseable {

        private final CompletableFuture<HttpResponse<InputStream>> response;
        private final CompletableFuture<BufferedReader> lines;

        Stream(CompletableFuture<HttpResponse<InputStream>> response) {
            this.response = response;
            this.lines = response.thenApply(head -> new BufferedReader(new InputStreamReader(head.body(), UTF_8)));
        }

        /** Whether anything has come. */
        boolean heard() {
            return response.isDone();
        }

        /** Reads on to the line that holds this. */
        String until(String text) throws Exception {
            String line = "";
            while (!line.contains(text)) {
                line = Objects.requireNonNull(
                        lines.get(20, SECONDS).readLine(), "the stream has ended without " + text);
            }
            return line;
        }

        /** All that is still to come, without empty lines. */
        List<String> rest() throws Exception {
            return lines.get(20, SECONDS)
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .toList();
        }

        /** Before its head or in the middle. */
        void leave() throws IOException {
            if (!response.cancel(true) && !response.isCompletedExceptionally()) {
                response.join().body().close();
            }
        }

        @Override
        public void close() throws IOException {
            leave();
        }
    }

    /** Asks to count, with these fields besides. */
    Stream stream(String path, String fields) {
        String json = ASK + "\"stream\":true," + fields + "}";
        return new Stream(client.sendAsync(post(path, json), BodyHandlers.ofInputStream()));
    }

    /** Asks to count, with these fields besides, and gets it in one. */
    HttpResponse<String> whole(String path, String fields) throws Exception {
        return send(path, ASK + "\"stream\":false," + fields + "}");
    }

    HttpResponse<String> send(String path, String json) throws Exception {
        return client.send(post(path, json), BodyHandlers.ofString());
    }

    JsonNode get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path)).build();
        return Json.parse(client.send(request, BodyHandlers.ofString()).body());
    }

    /** What is loaded: one model, or a missing node. */
    JsonNode loaded() throws Exception {
        return get("/api/ps").at("/models/0");
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
