package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Settings;
import dev.sluice.fixture.Answer;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser lets a page do with the router. */
class CorsTest {

    private static final String PAGE = "http://localhost:3000";

    private static ScriptedBackend backend;
    private static RunningRouter closed;
    private static RunningRouter chosen;
    private static RunningRouter open;

    @BeforeAll
    static void start() throws Exception {
        backend = new ScriptedBackend(call -> {
            if (call.body().contains("\"fail\"")) {
                call.answer(500, "{}");
            } else {
                counts(3).answer(call);
            }
        });
        closed = router();
        chosen = router(PAGE, "https://chat.example.org");
        open = router("*");
    }

    private static RunningRouter router(String... origins) throws Exception {
        Settings settings = Settings.of("127.0.0.1", 0, List.of(backend.url())).withOrigins(List.of(origins));
        return RunningRouter.with(settings, Map.of(), backend);
    }

    @AfterAll
    static void stop() {
        closed.close();
        chosen.close();
        open.close();
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "/completions",
                "/v1/models",
                "/v1/models/counting",
                "/v1/models/a/b",
                "/health"
            })
    void aPreflightIsAnsweredOnEveryPath(String path) throws Exception {
        Answer answer = preflight(chosen, path, PAGE);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.head())
                .containsOnlyOnce("access-control-allow-origin: " + PAGE + "\r\n")
                .contains("access-control-allow-methods: get, head, post, options\r\n")
                .contains("access-control-allow-headers: authorization, x-stainless-lang\r\n")
                .contains("access-control-max-age: 7200\r\n")
                .contains("vary: origin\r\n")
                .contains("x-request-id: ")
                .doesNotContain("credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3001", "https://localhost:3000", "http://localhost", "null", "*", ""})
    void aPageOfAnotherOriginIsToldNothingAndServedAllTheSame(String origin) throws Exception {
        Answer preflight = preflight(chosen, "/v1/models", origin);
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.head()).doesNotContain("access-control").contains("vary: origin\r\n");
        Answer answer = ask(chosen, "POST", "/v1/chat/completions", origin, ASK_STREAM);
        assertThat(answer.body()).isEqualTo(counting(3));
        assertThat(answer.head()).doesNotContain("access-control").contains("vary: origin\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /v1/chat/completions | {\"model\":\"counting\",\"stream\":true} | 200",
                "POST | /v1/chat/completions | {\"model\":\"counting\",\"fail\":true}   | 502",
                "POST | /v1/chat/completions | {                                        | 400",
                "POST | /v1/chat/completions | {\"model\":\"nope\"}                     | 404",
                "GET  | /v1/models           | ''                                       | 200",
                "GET  | /nothing             | ''                                       | 404",
                "GET  | /%zz                 | ''                                       | 400",
                "PUT  | /health              | ''                                       | 405"
            })
    void anAllowedPageMayReadEveryAnswer(String method, String path, String body, int status) throws Exception {
        Answer answer = ask(chosen, method, path, "https://chat.example.org", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.head())
                .containsOnlyOnce("access-control-allow-origin: https://chat.example.org\r\n")
                .containsPattern("access-control-expose-headers: .*x-request-id.*retry-after.*x-sluice-model")
                .contains("x-sluice-backend", "x-sluice-attempts", "x-sluice-queue-ms", "x-sluice-decision")
                .contains("vary: origin\r\n")
                .doesNotContain("credentials");
    }

    @Test
    void aStarIsForEveryPageAndNeverWithCredentials() throws Exception {
        for (Answer answer : List.of(
                preflight(open, "/v1/models", "http://anywhere"),
                ask(open, "POST", "/v1/chat/completions", "null", ASK_STREAM))) {
            assertThat(answer.head())
                    .containsOnlyOnce("access-control-allow-origin: *\r\n")
                    .doesNotContain("credentials");
        }
    }

    @Test
    void withoutAnOriginThereIsNothingToSay() throws Exception {
        try (var client = new RawConnection(open)) {
            Answer answer = client.send(RawConnection.get("/health")).read();
            assertThat(answer.head()).doesNotContain("access-control");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | 204 | allow: post, options",
                "/v1/models           | 204 | allow: get, head, options",
                "/nothing             | 404 | content-type: application/json"
            })
    void unlessPagesAreAllowedOptionsSayOnlyWhatTheyAre(String path, int status, String says) throws Exception {
        Answer answer = preflight(closed, path, PAGE);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.head()).contains(says).doesNotContain("access-control", "vary");
    }

    private static Answer preflight(RunningRouter router, String path, String origin) throws Exception {
        try (var client = new RawConnection(router)) {
            return client.send("OPTIONS " + path + " HTTP/1.1\r\nHost: sluice\r\nOrigin: " + origin
                            + "\r\nAccess-Control-Request-Method: POST"
                            + "\r\nAccess-Control-Request-Headers: authorization, x-stainless-lang\r\n\r\n")
                    .read();
        }
    }

    private static Answer ask(RunningRouter router, String method, String path, String origin, String body)
            throws Exception {
        try (var client = new RawConnection(router)) {
            return client.send(method + " " + path + " HTTP/1.1\r\nHost: sluice\r\nOrigin: " + origin
                            + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .read();
        }
    }
}
