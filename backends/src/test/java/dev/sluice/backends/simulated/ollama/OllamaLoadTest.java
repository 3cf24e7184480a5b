package dev.sluice.backends.simulated.ollama;

import static dev.sluice.backends.simulated.ollama.OllamaClient.CHAT;
import static dev.sluice.backends.simulated.ollama.OllamaClient.GENERATE;
import static dev.sluice.backends.simulated.ollama.OllamaClient.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.simulated.Fault;
import dev.sluice.backends.simulated.Json;
import dev.sluice.backends.simulated.ollama.OllamaClient.Stream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an Ollama loads and unloads its model. */
@Timeout(60)
class OllamaLoadTest extends OllamaBackend {

    private static final String OTHER = "\"options\":{\"num_ctx\":2048,\"num_predict\":2}";

    @Test
    void itServesAtOnceAndLoadsItsModelForTheFirstWhoAsks() throws Exception {
        start(Ollama.USUAL.loading(Duration.ofMillis(300)));
        assertThat(client.get("/api/version").path("version").asText()).isEqualTo("0.17.4");
        assertThat(client.loaded().isMissingNode()).isTrue();
        JsonNode answer = Json.parse(client.whole(CHAT, SHORT).body());
        assertThat(answer.path("load_duration").asLong())
                .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
        assertThat(client.loaded().path("context_length").asInt()).isEqualTo(4096);
    }

    @Test
    void aLoadThatNobodyWaitsForAnyMoreIsGivenUp() throws Exception {
        start(Ollama.USUAL.loading(Duration.ofSeconds(1)));
        try (Stream leaving = client.stream(CHAT, SHORT)) {
            await().until(() -> backend.tally().asked() == 1);
            assertThat(leaving.heard()).isFalse();
        }
        await().until(() -> backend.tally().left() == 1);
        JsonNode answer = Json.parse(client.whole(CHAT, SHORT).body());
        assertThat(answer.path("load_duration").asLong())
                .as("all of a load")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void anotherContextLoadsItAnew() throws Exception {
        client.whole(CHAT, SHORT);
        client.whole(CHAT, OTHER);
        assertThat(client.loaded().path("context_length").asInt()).isEqualTo(2048);
        client.whole(OPENAI, SHORT);
        assertThat(client.loaded().path("context_length").asInt()).isEqualTo(4096);
    }

    @Test
    void whoNeedsAnotherContextWaitsUntilNobodyUsesTheModelAndOthersOvertake() throws Exception {
        start(SLOW.slots(2));
        try (Stream running = client.stream(CHAT, LONG)) {
            running.until(" 2");
            try (Stream waiting = client.stream(CHAT, OTHER)) {
                await().until(() -> backend.tally().asked() == 2);
                assertThat(client.whole(OPENAI, SHORT).statusCode()).isEqualTo(200);
                assertThat(waiting.heard()).isFalse();
                running.leave();
                assertThat(waiting.rest()).last().asString().contains("\"done\":true");
            }
        }
        assertThat(client.loaded().path("context_length").asInt()).isEqualTo(2048);
    }

    @Test
    void onlySoManyMayWaitForALoad() throws Exception {
        start(SLOW.queue(1));
        try (Stream running = client.stream(CHAT, "\"options\":{\"num_ctx\":2048}")) {
            running.until(" 1");
            try (Stream first = client.stream(OPENAI, SHORT);
                    Stream second = client.stream(OPENAI, SHORT)) {
                await().until(() -> backend.tally().asked() == 3);
                String message = "server busy, please try again.  maximum pending requests exceeded";
                HttpResponse<String> own = client.whole(CHAT, SHORT);
                assertThat(own.statusCode()).isEqualTo(503);
                assertThat(own.body()).isEqualTo("{\"error\":\"" + message + "\"}");
                HttpResponse<String> openAi = client.whole(OPENAI, SHORT);
                assertThat(openAi.statusCode()).isEqualTo(503);
                assertThat(openAi.body()).contains(message, "\"type\":\"api_error\"");
                running.leave();
                first.until("[DONE]");
                second.until("[DONE]");
            }
        }
        assertThat(backend.tally().asked()).as("refused ones are not told").isEqualTo(3);
    }

    @Test
    void itIsLoadedAndUnloadedForWhoWantsNothingSaid() throws Exception {
        assertThat(client.send(GENERATE, "{\"model\":\"counting\"}").body()).contains("\"done_reason\":\"load\"");
        assertThat(client.loaded().path("name").asText()).isEqualTo("counting:latest");
        assertThat(client.send(CHAT, "{\"model\":\"counting\",\"keep_alive\":0}")
                        .body())
                .contains("\"done_reason\":\"unload\"");
        assertThat(client.loaded().isMissingNode()).isTrue();
        assertThat(backend.tally().asked()).isZero();
    }

    @Test
    void itIsUnloadedOnlyWhenNobodyUsesIt() throws Exception {
        start(SLOW);
        try (Stream running = client.stream(CHAT, LONG)) {
            running.until(" 1");
            client.send(CHAT, "{\"model\":\"counting\",\"keep_alive\":0}");
            assertThat(client.loaded().isMissingNode()).isFalse();
            running.until(" 9");
        }
        await().until(() -> client.loaded().isMissingNode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.02", "\"20ms\"", "\"0h0.01s\""})
    void itIsKeptForAsLongAsWasAsked(String time) throws Exception {
        assertThat(client.whole(CHAT, SHORT + ",\"keep_alive\":" + time).statusCode())
                .isEqualTo(200);
        await().until(() -> client.loaded().isMissingNode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "\"-1m\""})
    void itIsKeptForEver(String time) throws Exception {
        client.whole(CHAT, SHORT + ",\"keep_alive\":" + time);
        Instant expires = Instant.parse(client.loaded().path("expires_at").asText());
        assertThat(expires).isAfter(Instant.now().plus(Duration.ofDays(100 * 365)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut?token=1", "cut?token=1&reset=true", "abort?token=1"})
    void itIsNotUsedByWhoseAnswerBroke(String fault) throws Exception {
        backend.begin(Fault.parse(fault)).await();
        try (Stream broken = client.stream(CHAT, LONG + ",\"keep_alive\":0")) {
            await().until(broken::heard);
            await().until(() -> client.loaded().isMissingNode());
        }
    }
}
