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
                "401 | ``                                                                                        | BROKEN",
                "302 | ``                                                                                        | BROKEN"
            })
    void anAnswerIsJudgedByItsStatusAndA503ByItsType(int status, String body, Readiness judged) {
        assertThat(Readiness.of(status, body)).isEqualTo(judged);
    }
}
