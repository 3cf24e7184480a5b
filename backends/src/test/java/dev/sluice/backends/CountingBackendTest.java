package dev.sluice.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CountingBackendTest {

    private static final String ENDLESS = "{\"stream\":true,\"max_tokens\":1000000}";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private CountingBackend backend;

    @BeforeEach
    void start() {
        backend = start(CountingProfile.SEQUENTIAL);
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        vertx.close().await();
    }

    @Test
    void aWholeChatCounts() throws Exception {
        JsonObject answer = new JsonObject(post("/v1/chat/completions", "{\"max_tokens\":5}"));
        assertThat(choice(answer).getJsonObject("message").getString("content")).isEqualTo(" 1 2 3 4 5");
        assertThat(choice(answer).getString("finish_reason")).isEqualTo("length");
        assertThat(answer.getJsonObject("usage").getInteger("completion_tokens"))
                .isEqualTo(5);
    }

    @Test
    void aWholeCompletionCounts() throws Exception {
        JsonObject answer = new JsonObject(post("/v1/completions", "{\"prompt\":\"Count!\",\"max_tokens\":5}"));
        assertThat(choice(answer).getString("text")).isEqualTo(" 1 2 3 4 5");
    }

    @Test
    void aStreamedChatOpensWithARoleAndCountsToItsEndMarker() throws Exception {
        String[] events = post("/v1/chat/completions", "{\"stream\":true,\"max_tokens\":2}")
                .split("\n\n", -1);
        assertThat(events).hasSize(6).endsWith("data: [DONE]", "");
        assertThat(delta(events[0])).isEqualTo("{\"role\":\"assistant\",\"content\":null}");
        assertThat(delta(events[1])).isEqualTo("{\"content\":\" 1\"}");
        assertThat(delta(events[2])).isEqualTo("{\"content\":\" 2\"}");
        assertThat(delta(events[3])).isEqualTo("{}");
        assertThat(choice(data(events[3])).getString("finish_reason")).isEqualTo("length");
    }

    @Test
    void aStreamedCompletionCountsToItsEndMarker() throws Exception {
        String[] events =
                post("/v1/completions", "{\"stream\":true,\"max_tokens\":1}").split("\n\n", -1);
        assertThat(events).hasSize(4).endsWith("data: [DONE]", "");
        assertThat(choice(data(events[0])).getString("text")).isEqualTo(" 1");
        assertThat(choice(data(events[1])).getString("finish_reason")).isEqualTo("length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"max_tokens\":null}", "{\"max_tokens\":20,\"stream\":null}"})
    void whatIsNotSaidIsTheDefault(String body) throws Exception {
        JsonObject answer = new JsonObject(post("/v1/completions", body));
        assertThat(choice(answer).getString("text"))
                .isEqualTo(IntStream.rangeClosed(1, 20)
                        .mapToObj(number -> " " + number)
                        .collect(Collectors.joining()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"stream\":1}", "{\"max_tokens\":\"5\"}", "count"})
    void whatItDoesNotUnderstandItRefuses(String body) throws Exception {
        HttpResponse<String> answer = client.send(request(backend, "/v1/completions", body), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("message"))
                .contains("Expected");
    }

    @Test
    void aSequentialOneTakesTheNextWhenTheClientOfTheFirstHasLeft() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> second;
        try (Reader first = read(backend)) {
            first.event();
            second = later(backend);
            for (int event = 0; event < 20; event++) {
                first.event();
            }
            assertThat(second).isNotDone();
            assertThat(get("/slots")).isEqualTo("[{\"id\":0,\"is_processing\":true}]");
        }
        new Reader(second.join()).close();
    }

    @Test
    void aBatchingOneTakesSeveralAtOnce() throws Exception {
        CountingBackend batching = start(CountingProfile.BATCHING);
        try (Reader first = read(batching);
                Reader second = read(batching)) {
            assertThat(first.event()).startsWith("data: ");
            assertThat(second.event()).startsWith("data: ");
            assertThat(first.event()).startsWith("data: ");
        }
    }

    @Test
    void itSaysWhatItPretendsToBe() throws Exception {
        JsonObject model =
                new JsonObject(get("/v1/models")).getJsonArray("data").getJsonObject(0);
        assertThat(model.getString("id")).isEqualTo("counting");
        assertThat(model.getString("owned_by")).isEqualTo("llamacpp");
        assertThat(get("/health")).isEqualTo("{\"status\":\"ok\"}");
        assertThat(get("/slots")).isEqualTo("[{\"id\":0,\"is_processing\":false}]");
    }

    private CountingBackend start(CountingProfile profile) {
        return CountingBackend.start(vertx, profile.at(Duration.ofMillis(2)), 0).await();
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        return client.send(request(backend, path, body), BodyHandlers.ofString())
                .body();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(backend.url() + path)).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private Reader read(CountingBackend from) {
        return new Reader(later(from).join());
    }

    private CompletableFuture<HttpResponse<InputStream>> later(CountingBackend from) {
        return client.sendAsync(request(from, "/v1/chat/completions", ENDLESS), BodyHandlers.ofInputStream());
    }

    private static HttpRequest request(CountingBackend to, String path, String body) {
        return HttpRequest.newBuilder(URI.create(to.url() + path))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static JsonObject data(String event) {
        assertThat(event).startsWith("data: ");
        return new JsonObject(event.substring("data: ".length()));
    }

    private static String delta(String event) {
        return choice(data(event)).getJsonObject("delta").encode();
    }

    private static JsonObject choice(JsonObject answer) {
        return answer.getJsonArray("choices").getJsonObject(0);
    }

    /** The client of a stream, which leaves when it is closed. */
    private static final class Reader implements AutoCloseable {

        private final BufferedReader lines;

        Reader(HttpResponse<InputStream> answer) {
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        String event() throws IOException {
            String event = lines.readLine();
            lines.readLine();
            return event;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
