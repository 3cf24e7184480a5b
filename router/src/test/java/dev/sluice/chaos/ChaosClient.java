package dev.sluice.chaos;

import dev.sluice.fixture.Streamed;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

/** Asks one thing after the other, as clients do: in streams and in one piece, and now and then it leaves. */
final class ChaosClient {

    /** How one request ended. */
    enum Saw {
        WHOLE,
        ERROR,
        LEFT
    }

    private static final int MOST_TOKENS = 60;
    private static final Duration STUCK = Duration.ofSeconds(60);

    private final HttpClient client;
    private final URI chat;
    private final Random random;

    ChaosClient(HttpClient client, URI chat, Random random) {
        this.client = client;
        this.chat = chat;
        this.random = random;
    }

    /**
     * Asks for a random number of tokens.
     *
     * @throws AssertionError if the answer is neither whole nor an error
     */
    Saw ask() throws IOException, InterruptedException {
        int tokens = 1 + random.nextInt(MOST_TOKENS);
        boolean stream = random.nextInt(3) > 0;
        boolean leaves = stream && random.nextInt(5) == 0;
        String body = "{\"model\":\"counting\",\"stream\":" + stream + ",\"max_tokens\":" + tokens
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]}";
        HttpRequest request = HttpRequest.newBuilder(chat)
                .header("Content-Type", "application/json")
                .timeout(STUCK)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            if (leaves) {
                return in.read() == -1 ? Saw.ERROR : Saw.LEFT;
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return stream && answer.statusCode() == 200
                    ? streamed(text, tokens)
                    : whole(answer.statusCode(), text, tokens);
        }
    }

    private static Saw streamed(String text, int tokens) {
        if (text.contains("event: error\n") && !text.contains("data: [DONE]")) {
            return Saw.ERROR;
        }
        Streamed answer = Streamed.of(text.lines());
        String said = String.join("", answer.content());
        if (!answer.done() || !said.equals(Streamed.count(tokens))) {
            throw new AssertionError("neither whole nor an error, of " + tokens + " tokens: " + text);
        }
        return Saw.WHOLE;
    }

    private static Saw whole(int status, String text, int tokens) {
        JsonObject answer = new JsonObject(text);
        if (status != 200) {
            return answer.containsKey("error") ? Saw.ERROR : fail(status, text);
        }
        String said = answer.getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
        return said.equals(Streamed.count(tokens)) ? Saw.WHOLE : fail(status, text);
    }

    private static Saw fail(int status, String text) {
        throw new AssertionError("neither whole nor an error: " + status + " " + text);
    }
}
