package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An answer counts as complete only if nothing says that it is not. */
class HeardStreamTest {

    private static final String ROLE = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}";
    private static final String TOKEN = "data: {\"choices\":[{\"delta\":{\"content\":\" 1\"}}]}";
    private static final String DONE = "data: [DONE]";

    private final AtomicInteger firstTokens = new AtomicInteger();
    private final HeardStream heard = new HeardStream(firstTokens::incrementAndGet);

    @Test
    void contentAndTheEndMarkAreAWholeAnswer() {
        hear(ROLE, "", ": a comment", TOKEN, "", TOKEN, "", DONE);
        assertThat(heard.failure()).isEmpty();
        assertThat(firstTokens).hasValue(1);
    }

    @Test
    void aRoleIsNoToken() {
        hear(ROLE);
        assertThat(firstTokens).hasValue(0);
    }

    @Test
    void anErrorInTheStreamIsAFailure() {
        hear(TOKEN, "event: error", "data: {\"error\":{\"message\":\"it broke\"}}");
        assertThat(heard.failure()).hasValue("it broke");
    }

    @Test
    void aRefusalIsAFailure() {
        hear("{\"error\":{\"message\":\"too many\"}}");
        assertThat(heard.failure()).hasValue("too many");
    }

    @Test
    void anEndWithoutTheMarkIsAFailure() {
        hear(TOKEN);
        assertThat(heard.failure()).isPresent();
    }

    @Test
    void whatIsNoJsonIsAFailure() {
        hear("data: {\"choices\":7}", DONE);
        assertThat(heard.failure()).isPresent();
    }

    private void hear(String... lines) {
        for (String line : lines) {
            heard.line(line);
        }
    }
}
