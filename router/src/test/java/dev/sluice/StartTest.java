package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Limits;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.ScriptedBackend;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router that is there before its backends are. */
class StartTest {

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/v1/health", "/v1/models", "/models", "/v1/models/counting"})
    void untilABackendHasBeenUpTheAnswerIs503(String path) throws Exception {
        try (var backend = new ScriptedBackend(counts(3))) {
            backend.loading(true);
            try (var router = RunningRouter.start(Limits.DEFAULT, List.of(backend.url()))) {
                HttpResponse<String> answer = router.get(path);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body()).contains("\"code\":\"no_backend_ready\"");

                backend.loading(false);
                router.awaitUp(1);
                assertThat(router.get(path).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aRequestBeforeAnyModelIsKnownIsAskedToComeBack() throws Exception {
        try (var backend = new ScriptedBackend(counts(3))) {
            backend.loading(true);
            try (var router = RunningRouter.start(Limits.DEFAULT, List.of(backend.url()))) {
                HttpResponse<String> answer = router.chat(ASK_STREAM);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("\"code\":\"model_not_ready\"");
            }
            assertThat(backend.calls()).isEmpty();
        }
    }

    @Test
    void aRequestForAModelThatLoadsAgainWaitsForIt() throws Exception {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend)) {
            backend.loading(true);
            backend.die();
            assertThat(router.chat(ASK_STREAM).statusCode()).isEqualTo(502);
            backend.revive();
            var waits = router.chatLater(ASK_STREAM);
            router.awaitWaiting(1);
            backend.loading(false);
            assertThat(waits.get().body()).isEqualTo(counting(3));
        }
    }

    @Test
    void anAddressThatIsTakenIsAFailedStart() {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend)) {
            assertThatThrownBy(() -> RunningRouter.on(router.port(), backend.url()))
                    .hasMessageContaining("in use");
        }
    }
}
