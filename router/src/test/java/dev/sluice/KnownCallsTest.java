package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.llama.LlamaServer;
import dev.sluice.config.Limits;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.Streamed;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls that people already make, as documents of engines and users' deployment guides print them. */
class KnownCallsTest {

    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]";
    private static final String TOO_LONG =
            "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size, try increasing it\","
                    + "\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":5000,\"n_ctx\":4096}}";

    private static Vertx vertx;
    private static RunningRouter router;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        SimulatedBackend backend =
                SimulatedBackend.start(vertx, LlamaServer.USUAL, 0).await();
        router = RunningRouter.start(Limits.DEFAULT, List.of(backend.url()));
        router.awaitUp(1);
    }

    @AfterAll
    static void stop() {
        router.close();
        vertx.close().await();
    }

    @Test
    void healthIsOk() throws Exception {
        HttpResponse<String> answer = router.get("/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject().put("status", "ok"));
    }

    @Test
    void modelsAreListed() throws Exception {
        HttpResponse<String> answer = router.get("/v1/models");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getJsonArray("data"))
                .singleElement()
                .extracting(model -> ((JsonObject) model).getString("id"))
                .isEqualTo("counting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/v1/models"})
    void healthChecksFailAtOnceWhileNothingIsReady(String path) throws Exception {
        try (var loading = new ScriptedBackend(call -> call.answer(200, WHOLE))) {
            loading.loading(true);
            try (var starting = RunningRouter.start(Limits.DEFAULT, List.of(loading.url()))) {
                assertError(starting.get(path), 503, "model_not_ready", "Try again");
            }
        }
    }

    @Test
    void aCompletionNeedsNoModel() throws Exception {
        HttpResponse<String> answer =
                router.post("/v1/completions", "{\"prompt\": \"Once upon a time\", \"max_tokens\": 100}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(choice(answer).getString("text")).isEqualTo(Streamed.count(100));
    }

    @Test
    void aChatNeedsNoModel() throws Exception {
        HttpResponse<String> answer = router.chat("{" + HELLO + "}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo(Streamed.count(1000));
    }

    @Test
    void aKeyIsNoHindranceForAnAnswerInOnePiece() throws Exception {
        HttpResponse<String> answer = withKey("{" + HELLO + ",\"max_tokens\":50,\"temperature\":0.7,\"stream\":false}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(text(answer)).isEqualTo(Streamed.count(50));
    }

    @Test
    void aKeyIsNoHindranceForAStream() throws Exception {
        HttpResponse<String> answer = withKey("{" + HELLO + ",\"max_tokens\":50,\"temperature\":0.7,\"stream\":true}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        Streamed streamed = Streamed.of(answer.body().lines());
        assertThat(String.join("", streamed.content())).isEqualTo(Streamed.count(50));
        assertThat(streamed.done()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tinyllama", "llama2:7b", "meta-llama/Llama-2-7b-hf", "llm"})
    void aModelIsFoundByAnyNameUnderWhichItIsServed(String model) throws Exception {
        try (var backend = new ScriptedBackend(
                        "llamacpp",
                        call -> call.answer(200, WHOLE),
                        "tinyllama",
                        "llama2:7b",
                        "meta-llama/Llama-2-7b-hf",
                        "llm");
                var named = RunningRouter.inFrontOf(backend)) {
            String body = "{\"model\": \"" + model + "\"," + HELLO + ",\"temperature\":0.7,\"max_tokens\":512}";
            HttpResponse<String> answer = named.chat(body);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(backend.calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.body()).isEqualTo(body));
        }
    }

    @Test
    void aModelThatNobodyServesIsNamedWithThoseThatAre() throws Exception {
        assertError(router.chat("{\"model\":\"tinyllama\"," + HELLO + "}"), 404, "model_not_found", "counting");
    }

    @Test
    void metricsAreNotHereAndTheErrorSaysWhatIs() throws Exception {
        assertError(router.get("/metrics"), 404, "not_found", "/v1/models");
    }

    @Test
    void aRefusedConnectionIsABackendThatFailed() throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var failing = RunningRouter.inFrontOf(backend)) {
            backend.die();
            assertError(
                    failing.chat(ASK_WHOLE), 502, "backend_failed", "refused the connection", "Send the request again");
        }
    }

    @Test
    void aModelThatLoadsIsWorthAnotherTry() throws Exception {
        try (var loading = new ScriptedBackend(call -> call.answer(200, WHOLE))) {
            loading.loading(true);
            try (var starting = RunningRouter.start(Limits.DEFAULT, List.of(loading.url()))) {
                HttpResponse<String> answer = starting.chat(ASK_WHOLE);
                assertError(answer, 503, "model_not_ready", "Try again");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(loading.calls()).isEmpty();
            }
        }
    }

    @Test
    void aPromptThatIsTooLongIsTheBackendsToExplain() throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(400, TOO_LONG));
                var other = new ScriptedBackend(call -> call.answer(400, TOO_LONG));
                var full = RunningRouter.inFrontOf(backend, other)) {
            HttpResponse<String> answer = full.chat(ASK_WHOLE);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(TOO_LONG);
            assertThat(backend.calls().size() + other.calls().size())
                    .as("the other might have more room")
                    .isEqualTo(2);
        }
    }

    private static HttpResponse<String> withKey(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(router.uri("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer your_api_key")
                .POST(BodyPublishers.ofString(body))
                .build();
        return router.send(request);
    }

    private static JsonObject choice(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getJsonArray("choices").getJsonObject(0);
    }

    private static String text(HttpResponse<String> answer) {
        return choice(answer).getJsonObject("message").getString("content");
    }

    private static void assertError(HttpResponse<String> answer, int status, String code, String... says) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.fieldNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("message")).contains(says);
    }
}
