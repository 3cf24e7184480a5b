package dev.sluice;

import static dev.sluice.fixture.Streams.DONE;
import static dev.sluice.fixture.Streams.FINISH;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.counts;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.errors.OpenAIException;
import com.openai.errors.UnexpectedStatusCodeException;
import dev.sluice.fixture.OpenAiJava;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.ScriptedBackend;
import org.junit.jupiter.api.Test;

/** What a user of OpenAI's Java client sees. */
class OpenAiJavaTest {

    @Test
    void aCompleteStreamIsItsText() {
        try (var backend = new ScriptedBackend(counts(4));
                var router = RunningRouter.inFrontOf(backend);
                var client = new OpenAiJava(router)) {
            assertThat(client.stream("counting")).isEqualTo(" 1 2 3 4");
        }
    }

    @Test
    void aStreamThatBreaksAfterContentIsAnException() {
        try (var backend = new ScriptedBackend(
                        call -> call.beginStream().chunk(ROLE + token(" 1")).endStream());
                var router = RunningRouter.inFrontOf(backend);
                var client = new OpenAiJava(router)) {
            assertThatThrownBy(() -> client.stream("counting"))
                    .isInstanceOf(OpenAIException.class)
                    .hasMessageContaining("its stream ended before the answer did");
        }
    }

    @Test
    void anErrorOfTheBackendInTheStreamIsAnException() {
        String error = "data: {\"error\":{\"code\":500,\"message\":\"Context size has been exceeded.\"}}\n\n";
        try (var backend = new ScriptedBackend(call ->
                        call.beginStream().chunk(ROLE + token(" 1") + error).endStream());
                var router = RunningRouter.inFrontOf(backend);
                var client = new OpenAiJava(router)) {
            assertThatThrownBy(() -> client.stream("counting")).isInstanceOf(OpenAIException.class);
        }
    }

    @Test
    void aRefusalBeforeTheStreamKeepsItsStatus() {
        try (var backend = new ScriptedBackend(
                        call -> call.beginStream().chunk(ROLE + FINISH + DONE).endStream());
                var router = RunningRouter.inFrontOf(backend);
                var client = new OpenAiJava(router)) {
            assertThatThrownBy(() -> client.stream("nope"))
                    .isInstanceOf(com.openai.errors.NotFoundException.class)
                    .isNotInstanceOf(UnexpectedStatusCodeException.class)
                    .hasMessageContaining("No backend serves the model 'nope'");
        }
    }
}
