package dev.sluice.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ContextOverflowTest {

    private static final String SAID = "maximum context length is 2048 tokens";

    @Test
    void itIsSaidAtTheBeginningOfAMessageOrNotAtAll() {
        String more = "x".repeat(5_000);
        assertThat(in(SAID + more)).hasValue(new ContextOverflow(OptionalInt.of(2_048)));
        assertThat(in(SAID + more + " contains at least 2049 input tokens"))
                .hasValue(new ContextOverflow(OptionalInt.of(2_048)));
        assertThat(in(more + SAID)).isEmpty();
    }

    private static Optional<ContextOverflow> in(String message) {
        JsonObject error = new JsonObject().put("error", new JsonObject().put("message", message));
        return ContextOverflow.in(400, BackendError.in(error.encode().getBytes(StandardCharsets.UTF_8)));
    }
}
