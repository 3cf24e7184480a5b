package dev.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {\"status\":\"ok\"}                                                                       | READY",
                "200 | ``                                                                                        | READY",
                "503 | {\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}   | LOADING",
                "503 | {\"error\":{\"code\":503,\"message\":\"dead\",\"type\":\"server_error\"}}                 | BROKEN",
                "503 | ``                                                                                        | BROKEN",
                "503 | Service Unavailable                                                                       | BROKEN",
                "503 | {\"error\":\"unavailable_error\"}                                                         | BROKEN",
                "404 | {\"detail\":\"Not Found\"}                                                                | UNTOLD",
                "405 | ``                                                                                        | UNTOLD",
                "501 | ``                                                                                        | UNTOLD",
                "500 | {\"error\":{\"type\":\"unavailable_error\"}}                                              | BROKEN",
                "401 | {\"error\":\"Unauthorized\"}                                                              | LOCKED",
                "403 | ``                                                                                        | LOCKED",
                "200 | <html>                                                                                    | READY",
                "503 | {\"status\":\"loading model\"}                                                            | LOADING",
                "503 | {\"status\":\"starting\",\"pending\":1}                                                   | LOADING",
                "503 | {\"error\":\"The model is currently scaling. Please try again later.\"}                  | LOADING",
                "503 | {\"error\":\"unhealthy\",\"error_type\":\"healthcheck\"}                                 | BROKEN",
                "302 | ``                                                                                        | BROKEN"
            })
    void anAnswerIsJudgedByItsStatusAndA503ByItsWords(int status, String body, Readiness judged) {
        assertThat(Readiness.of(new Answer(status, "", body))).isEqualTo(judged);
    }
}
