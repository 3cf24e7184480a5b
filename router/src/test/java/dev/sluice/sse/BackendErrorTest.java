package dev.sluice.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"message\":\"too long\"}} | too long",
                "{\"error\":\"too long\"} | too long",
                "{\"message\":\"too long\"} | too long",
                "{\"detail\":\"too long\"} | too long",
                "<html><style>a {}</style><body>too <b>long</b></body></html> | too long",
                "too long | too long",
                "no way to http://10.0.0.1:8080/v1 | no way to (an address)",
                "{} | an error without a message"
            })
    void itsWordsAreFoundInEveryShape(String body, String words) {
        assertThat(error(body).words()).isEqualTo(words);
    }

    @Test
    void aByteOrderMarkMakesItNoLessReadable() {
        assertThat(error("\uFEFF{\"error\":{\"type\":\"a\"}}").isReadable()).isTrue();
        assertThat(error("{\"error\":\"a\"}").isReadable()).isFalse();
        assertThat(error("[").isReadable()).isFalse();
    }

    /** An event loop reads them. */
    @ParameterizedTest
    @ValueSource(strings = {"<", "<style", "<script>", "1.1.", "http://"})
    @Timeout(10)
    void aPageThatIsMeantToTakeLongDoesNot(String part) {
        assertThat(error(part.repeat(4_000_000)).words().length()).isLessThan(1_000);
    }

    private static BackendError error(String body) {
        return BackendError.in(body.getBytes(StandardCharsets.UTF_8));
    }
}
