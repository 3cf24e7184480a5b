package dev.sluice;

import static dev.sluice.fixture.RawConnection.chat;
import static dev.sluice.fixture.Streams.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.scripted.Ending;
import dev.sluice.backends.scripted.Script.Reading;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.backends.scripted.Step;
import dev.sluice.backends.scripted.Steps;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A body that is too large to be sent at once meets a backend that does not read it to its end. */
class UploadTest {

    private static final String LARGE = "{\"image\":\"" + "A".repeat(20_000_000) + "\"}";

    private static final Step READ_HEAD = new Step.Read(Reading.HEAD);

    @Test
    void aBackendThatBreaksInItIsReplaced() throws Exception {
        try (var broken = new ScriptedBackend(Steps.of(READ_HEAD, new Step.Then(Ending.RESET)));
                var other = new ScriptedBackend(call -> call.answer(200, WHOLE));
                var router = RunningRouter.inFrontOf(broken, other)) {
            assertThat(router.chat(LARGE).body()).isEqualTo(WHOLE);
            assertThat(broken.calls()).hasSize(1);
            assertThat(other.calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.body().equals(LARGE)).isTrue());
        }
    }

    @Test
    void aRefusalThatComesBeforeItsEndIsPassedOnAndTheConnectionNotUsedAgain() throws Exception {
        String refusal = "{\"error\":{\"message\":\"too large for me\",\"code\":413}}";
        Steps script = Steps.of(READ_HEAD, new Step.Answer(413, List.of(), null, refusal), new Step.Then(Ending.STALL));
        try (var backend = new ScriptedBackend("vllm", script, "counting");
                var router = RunningRouter.inFrontOf(backend)) {
            HttpResponse<String> answer = router.chat(LARGE);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("too large for me");
            await().until(backend::idle);
        }
    }

    @Test
    void aClientThatLeavesMeanwhileCancelsIt() throws Exception {
        try (var backend = new ScriptedBackend(Steps.of(READ_HEAD, new Step.Then(Ending.STALL)));
                var router = RunningRouter.inFrontOf(backend)) {
            try (var client = new RawConnection(router)) {
                client.send(chat("", LARGE));
                router.awaitTaken(1);
            }
            await().until(backend::idle);
            router.awaitQuiet();
        }
    }
}
