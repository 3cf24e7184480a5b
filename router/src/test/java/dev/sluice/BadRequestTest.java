package dev.sluice;

import static dev.sluice.fixture.Streams.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Limits;
import dev.sluice.fixture.Answer;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a request that can be served is refused in the dialect's shape, and nothing of it is sent anywhere. */
class BadRequestTest {

    private static ScriptedBackend backend;
    private static RunningRouter router;

    @BeforeAll
    static void start() {
        backend = new ScriptedBackend("llamacpp", call -> call.answer(200, WHOLE), "counting", "/models/a.gguf");
        router = RunningRouter.inFrontOf(backend);
    }

    @AfterAll
    static void stop() {
        router.close();
        backend.close();
    }

    @AfterEach
    void nothingWasSent() {
        assertThat(backend.calls()).isEmpty();
        assertThat(router.snapshot().quiet()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /v1/chat/completions | ``                                  | 400 | empty_body       | no body",
                "POST | /v1/chat/completions | {\"messages\":[                      | 400 | invalid_json     | line 1",
                "POST | /v1/chat/completions | Once upon a time                    | 400 | invalid_json     | not JSON",
                "POST | /v1/chat/completions | [1]                                 | 400 | invalid_json     | not a JSON object",
                "POST | /v1/chat/completions | {} {}                               | 400 | invalid_json     | goes on",
                "POST | /v1/chat/completions | {\"model\":17}                       | 400 | invalid_type     | not a string",
                "POST | /v1/chat/completions | {\"model\":{\"name\":\"counting\"}}    | 400 | invalid_type     | not a string",
                "POST | /v1/chat/completions | {\"messages\":[]}                    | 400 | model_required   | counting, /models/a.gguf",
                "POST | /v1/completions      | {\"model\":\"nope\"}                  | 404 | model_not_found  | counting, /models/a.gguf",
                "GET  | /v1/models/nope      | ``                                  | 404 | model_not_found  | counting, /models/a.gguf",
                "GET  | /v1/chat/completions | ``                                  | 405 | method_not_allowed | Use POST",
                "PUT  | /completions         | {}                                  | 405 | method_not_allowed | Use POST",
                "POST | /v1/models           | {}                                  | 405 | method_not_allowed | Use GET",
                "DELETE | /health            | ``                                  | 405 | method_not_allowed | Use GET",
                "POST | /v1/nothing          | {}                                  | 404 | not_found        | /v1/nothing",
                "GET  | /                    | ``                                  | 404 | not_found        | Known are",
                "GET  | /metrics             | ``                                  | 404 | not_found        | Known are",
            })
    void aClearErrorOfTheRightStatus(String method, String path, String body, int status, String code, String says)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(router.uri(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = router.send(request);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("message")).contains(says);
        assertThat(error.fieldNames()).containsExactly("message", "type", "param", "code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/%zz", "/v1/models/%zz"})
    void aPathThatIsNoneIsRefused(String path) throws Exception {
        try (var client = new RawConnection(router)) {
            Answer answer = client.send(RawConnection.get(path)).read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"invalid_request\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/v1/models", "/v1/models//models/a.gguf", "/models/%2Fmodels%2Fa.gguf"})
    void aHeadIsAnsweredAsItsGetWouldBe(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(router.uri(path)).HEAD().build();
        assertThat(router.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyOfAHundredMegabytesIsRefusedByItsLength() throws Exception {
        assertTooLarge(BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(BadRequestTest::hundredMegabytes), MEGABYTES_100));
    }

    @Test
    void aBodyOfAHundredMegabytesThatDoesNotSayItsLengthIsRefusedWhenTheLimitIsPassed() throws Exception {
        assertTooLarge(BodyPublishers.ofInputStream(BadRequestTest::hundredMegabytes));
    }

    private static final long MEGABYTES_100 = 100L * 1024 * 1024;

    private static void assertTooLarge(HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(router.uri("/v1/chat/completions"))
                .POST(body)
                .build();
        HttpResponse<String> answer = router.send(request);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":\"request_too_large\"", String.valueOf(Limits.REQUEST_BYTES));
    }

    private static InputStream hundredMegabytes() {
        byte[] block = "x".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        InputStream blocks = InputStream.nullInputStream();
        for (int i = 0; i < 100; i++) {
            blocks = new java.io.SequenceInputStream(blocks, new ByteArrayInputStream(block));
        }
        return blocks;
    }
}
