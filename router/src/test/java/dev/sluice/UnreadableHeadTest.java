package dev.sluice;

import static dev.sluice.fixture.RawConnection.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.Answer;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.Streams;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** A request whose head cannot be read is refused in the dialect's shape, and its connection closed. */
class UnreadableHeadTest {

    private static ScriptedBackend backend;
    private static RunningRouter router;

    @BeforeAll
    static void start() {
        backend = new ScriptedBackend(Streams.counts(3));
        router = RunningRouter.inFrontOf(backend);
    }

    @AfterAll
    static void stop() {
        router.close();
        backend.close();
    }

    static final List<Arguments> HEADS = List.of(
            Arguments.of(get("/" + "a".repeat(5_000)), 414, "request_line_too_long", "4096 bytes"),
            Arguments.of(header("x-a: " + "a".repeat(40_000)), 431, "headers_too_large", "32768 bytes"),
            Arguments.of(header("x-a: 1\r\n".repeat(10_000) + "x-a: 1"), 431, "headers_too_large", "32768 bytes"),
            Arguments.of(header("no colon"), 400, "malformed_request", "Check what builds it"),
            Arguments.of(header("x a: 1"), 400, "malformed_request", "Check what builds it"),
            Arguments.of(header("x-a: 1\u00002"), 400, "malformed_request", "Check what builds it"),
            Arguments.of(
                    header("Content-Length: 1\r\nContent-Length: 2"), 400, "malformed_request", "Check what builds it"),
            Arguments.of(
                    header("Content-Length: 5\r\nTransfer-Encoding: chunked"),
                    400,
                    "malformed_request",
                    "Check what builds it"),
            Arguments.of("\u0016\u0003\u0001 TLS \r\n\r\n", 400, "malformed_request", "Check what builds it"));

    @ParameterizedTest
    @FieldSource("HEADS")
    void aClearErrorOfTheRightStatus(String head, int status, String code, String says) throws Exception {
        try (var client = new RawConnection(router)) {
            Answer answer = client.send(head).read();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.head()).contains("connection: close", "content-type: application/json");
            JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
            assertThat(error.fieldNames()).containsExactly("message", "type", "param", "code");
            assertThat(error.getString("type")).isEqualTo("invalid_request_error");
            assertThat(error.getString("code")).isEqualTo(code);
            assertThat(error.getString("message")).contains(says).doesNotContain("netty", "Exception");
            assertThat(backend.calls()).isEmpty();
        }
    }

    @Test
    void theAnswerIsReadEvenByAClientThatSendsOnAndOn() throws Exception {
        try (var client = new RawConnection(router)) {
            try {
                client.send(header("x-a: " + "a".repeat(20_000_000)));
            } catch (IOException hungUp) {
                // as it may be, once the answer has been given
            }
            assertThat(client.read().body()).contains("headers_too_large");
        }
    }

    @Test
    void oneThatFollowsAGoodOneDoesNotHarmIt() throws Exception {
        try (var client = new RawConnection(router)) {
            client.send(get("/health") + header("no colon"));
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().body()).contains("malformed_request");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    private static String header(String line) {
        return "GET /health HTTP/1.1\r\nHost: sluice\r\n" + line + "\r\n\r\n";
    }
}
