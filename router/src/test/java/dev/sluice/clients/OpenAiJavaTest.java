package dev.sluice.clients;

import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.UnexpectedStatusCodeException;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.OpenAiJava;
import dev.sluice.fixture.RunningRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user of OpenAI's Java client sees. */
@BesideOthers
class OpenAiJavaTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.sluice.clients.Behaviour#all")
    void whatWasLostIsAnErrorAndNothingElse(Behaviour backends) {
        backends.check(OpenAiJavaTest::chat);
    }

    @Test
    void aRefusalBeforeTheStreamKeepsItsStatus() {
        try (var backend = new ScriptedBackend(counts(1));
                var router = RunningRouter.inFrontOf(backend);
                var client = new OpenAiJava(router)) {
            assertThatThrownBy(() -> client.stream("nope"))
                    .isInstanceOf(NotFoundException.class)
                    .isNotInstanceOf(UnexpectedStatusCodeException.class)
                    .hasMessageContaining("No backend serves the model 'nope'");
        }
    }

    private static Heard chat(RunningRouter router) {
        try (var client = new OpenAiJava(router)) {
            return Heard.whole(client.stream("counting"));
        } catch (OpenAIException e) {
            return Heard.error(e);
        }
    }
}
