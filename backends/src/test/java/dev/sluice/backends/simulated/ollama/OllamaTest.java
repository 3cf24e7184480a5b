package dev.sluice.backends.simulated.ollama;

import static dev.sluice.backends.simulated.ollama.OllamaClient.CHAT;
import static dev.sluice.backends.simulated.ollama.OllamaClient.GENERATE;
import static dev.sluice.backends.simulated.ollama.OllamaClient.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.simulated.Fault;
import dev.sluice.backends.simulated.Json;
import dev.sluice.backends.simulated.ollama.OllamaClient.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an Ollama answers. */
@Timeout(60)
class OllamaTest extends OllamaBackend {

    private static final String ENDED = "an error was encountered while running the model: unexpected EOF";
    private static final String STOPPED = "model runner has unexpectedly stopped";

    @Test
    void whoWaitsHearsNothingAndIsServedInOrder() throws Exception {
        start(SLOW);
        try (Stream first = client.stream(CHAT, LONG)) {
            first.until(" 1");
            try (Stream second = client.stream(OPENAI, LONG)) {
                await().until(() -> backend.tally().asked() == 2);
                try (Stream third = client.stream(CHAT, SHORT)) {
                    await().until(() -> backend.tally().asked() == 3);
                    first.until(" 30");
                    assertThat(second.heard()).isFalse();
                    first.leave();
                    second.until(" 10");
                    assertThat(third.heard()).isFalse();
                    second.leave();
                    assertThat(third.rest()).hasSize(3);
                }
            }
        }
        assertThat(backend.tally().left()).isEqualTo(2);
    }

    @Test
    void whoLeavesWhileItWaitsIsForgotten() throws Exception {
        start(SLOW);
        try (Stream running = client.stream(CHAT, LONG)) {
            running.until(" 1");
            client.stream(CHAT, LONG).leave();
            await().until(() -> backend.tally().left() == backend.tally().asked() - 1);
            try (Stream last = client.stream(CHAT, SHORT)) {
                running.leave();
                assertThat(last.rest()).hasSize(3);
            }
        }
    }

    @Test
    void aStreamOfItsOwnThatFailsEndsInALineThatSaysSo() throws Exception {
        backend.begin(Fault.parse("error?token=2&times=1")).await();
        List<String> lines = client.stream(CHAT, LONG).rest();
        assertThat(lines).hasSize(3).last().isEqualTo("{\"error\":\"" + ENDED + "\"}");
        assertThat(client.whole(CHAT, SHORT).statusCode())
                .as("it has loaded anew")
                .isEqualTo(200);
    }

    @Test
    void anOpenAiStreamThatFailsEndsInAnEventWithoutAModel() throws Exception {
        backend.begin(Fault.parse("error?token=2")).await();
        List<String> events = client.stream(OPENAI, LONG).rest();
        assertThat(events).hasSize(3).noneMatch(event -> event.contains("[DONE]"));
        assertThat(events.getLast())
                .endsWith("\"model\":\"\",\"system_fingerprint\":\"fp_ollama\",\"choices\":[{\"index\":0,"
                        + "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}");
    }

    @Test
    void whatFailsBeforeItsFirstTokenIsA500() throws Exception {
        backend.begin(Fault.parse("error")).await();
        String own = client.stream(CHAT, LONG).rest().getFirst();
        assertThat(Json.parse(own).path("error").asText()).startsWith(STOPPED);
        HttpResponse<String> openAi = client.whole(OPENAI, LONG);
        assertThat(openAi.statusCode()).isEqualTo(500);
        JsonNode error = Json.parse(openAi.body()).path("error");
        assertThat(error.path("message").asText()).startsWith(STOPPED);
        assertThat(error.path("type").asText()).isEqualTo("api_error");
    }

    @Test
    void anAnswerInOneThatFailsIsA500() throws Exception {
        backend.begin(Fault.parse("error?token=3")).await();
        HttpResponse<String> answer = client.whole(CHAT, LONG);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + ENDED + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, OPENAI})
    void aStreamThatIsGivenUpJustEnds(String path) throws Exception {
        backend.begin(Fault.parse("abort?token=2")).await();
        List<String> lines = client.stream(path, LONG).rest();
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("reason\":\"") || line.contains("DONE"));
    }

    @Test
    void anAnswerInOneThatIsGivenUpIsNotDone() throws Exception {
        backend.begin(Fault.parse("abort?token=3")).await();
        JsonNode own = Json.parse(client.whole(CHAT, LONG).body());
        assertThat(own.at("/message/content").asText()).isEqualTo(" 1 2 3");
        assertThat(own.path("done").asBoolean()).isFalse();
        JsonNode openAi = Json.parse(client.whole(OPENAI, LONG).body());
        assertThat(openAi.at("/choices/0/finish_reason").isNull()).isTrue();
    }

    @Test
    void aTemplateThatClosesEveryAnswerMakesTheModelStartOver() throws Exception {
        String body = "{\"model\":\"counting\",\"stream\":false,\"options\":{\"num_predict\":2},\"messages\":["
                + "{\"role\":\"user\",\"content\":\"Count!\"},{\"role\":\"assistant\",\"content\":\" 7\"}]}";
        assertThat(content(client.send(CHAT, body))).isEqualTo(" 8 9");
        start(Ollama.USUAL.startingOver());
        assertThat(content(client.send(CHAT, body))).isEqualTo(" 1 2");
    }

    @Test
    void anAnswerOutgrowsItsContextUnlessThatIsForbidden() throws Exception {
        String options = "\"options\":{\"num_ctx\":16,\"num_predict\":100}";
        JsonNode longer = Json.parse(client.whole(CHAT, options).body());
        assertThat(longer.path("eval_count").asInt()).isEqualTo(100);
        JsonNode full =
                Json.parse(client.whole(CHAT, options + ",\"shift\":false").body());
        assertThat(full.path("prompt_eval_count").asInt()).isEqualTo(10);
        assertThat(full.path("eval_count").asInt()).isEqualTo(7);
        assertThat(full.path("done_reason").asText()).isEqualTo("length");
    }

    @Test
    void theFirstMessagesOfALongChatAreLeftOut() throws Exception {
        String body = "{\"model\":\"counting\",\"stream\":false,\"options\":{\"num_ctx\":32,\"num_predict\":1},"
                + "\"messages\":[{\"role\":\"system\",\"content\":\"Hi\"},{\"role\":\"user\",\"content\":\""
                + "x".repeat(40) + "\"},{\"role\":\"assistant\",\"content\":\" 1\"},"
                + "{\"role\":\"user\",\"content\":\"Go\"}]}";
        JsonNode answer = Json.parse(client.send(CHAT, body).body());
        assertThat(answer.path("prompt_eval_count").asInt())
                .as("<s><|system|>Hi<|end|><|assistant|> 1<|end|><|user|>Go<|end|><|assistant|>")
                .isEqualTo(1 + 4 + 3 + 4 + 1);
    }

    @Test
    void aConversationGoesOnFromItsContext() throws Exception {
        String ask = "{\"model\":\"counting\",\"prompt\":\"Go\",\"stream\":false,\"options\":{\"num_predict\":2}";
        JsonNode first = Json.parse(client.send(GENERATE, ask + "}").body());
        assertThat(first.path("context")).hasSize(7);
        JsonNode second = Json.parse(client.send(GENERATE, ask + ",\"context\":" + first.path("context") + "}")
                .body());
        assertThat(second.path("context")).hasSize(14);
        assertThat(second.path("prompt_eval_count").asInt()).isEqualTo(1 + 7 + 5);
    }

    @Test
    void aModelIsKnownByItsNameWithAndWithoutItsTag() throws Exception {
        start(Ollama.USUAL.serving("team/counting:1b"));
        assertThat(client.get("/api/tags").at("/models/0/name").asText()).isEqualTo("team/counting:1b");
        String rest = "\",\"prompt\":\"Go\",\"stream\":false,\"options\":{\"num_predict\":1}}";
        assertThat(client.send(GENERATE, "{\"model\":\"team/counting:1b" + rest).statusCode())
                .isEqualTo(200);
        assertThat(client.send(GENERATE, "{\"model\":\"team/counting" + rest).body())
                .isEqualTo("{\"error\":\"model 'team/counting' not found\"}");
    }

    @Test
    void whatMeansSomethingInHtmlIsEscaped() throws Exception {
        assertThat(client.send(GENERATE, "{\"model\":\"<&>\"}").body())
                .isEqualTo("{\"error\":\"model '\\u003c\\u0026\\u003e' not found\"}");
    }

    @Test
    void onceToldToStopItEnds() throws Exception {
        start(SLOW);
        try (Stream stream = client.stream(CHAT, LONG)) {
            stream.until(" 1");
            backend.terminate().await();
            assertThatThrownBy(stream::rest).isInstanceOf(UncheckedIOException.class);
        }
        assertThatThrownBy(() -> client.get("/api/version")).isInstanceOf(IOException.class);
        assertThat(backend.tally().broken()).isEqualTo(1);
        backend.revive().await();
        assertThat(client.loaded().isMissingNode()).isTrue();
    }

    private static String content(HttpResponse<String> answer) throws Exception {
        return Json.parse(answer.body()).at("/message/content").asText();
    }
}
