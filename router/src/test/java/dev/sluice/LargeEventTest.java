package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.DONE;
import static dev.sluice.fixture.Streams.FINISH;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Limits;
import dev.sluice.fixture.RunningRouter;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An event that is too large to be held passes all the same, up to a bound. */
class LargeEventTest {

    private static final int MIB = 1024 * 1024;
    private static final String PART = "A".repeat(16 * 1024);

    @Test
    void aLineOfEightMegabytesPassesByteByByteUnchanged() throws Exception {
        String stream = ROLE + token("é…😀".repeat(MIB)) + FINISH + DONE;
        try (var backend = new ScriptedBackend(
                        call -> call.beginStream().chunk(stream).endStream());
                var router = RunningRouter.inFrontOf(backend)) {
            assertThat(router.chat(ASK_STREAM).body().equals(stream))
                    .as("the same")
                    .isTrue();
        }
    }

    @Test
    void anEventWithoutEndIsCutAndItsBackendLeft() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (var backend = new ScriptedBackend(call -> sendUntilClosed(call, left));
                var router = RunningRouter.inFrontOf(Limits.DEFAULT.withAnswers(Limits.ANSWER_BYTES, MIB), backend)) {
            String answer = router.chat(ASK_STREAM).body();
            left.await();
            int end = answer.indexOf("\n\nevent: error\ndata: {\"error\":{");
            assertThat(end).isBetween(MIB / 2, ROLE.length() + MIB);
            assertThat(answer.substring(end))
                    .contains("it sent an event of more than " + MIB + " bytes")
                    .doesNotContain("AAA", "[DONE]");
        }
    }

    private static void sendUntilClosed(Call call, CountDownLatch left) {
        try {
            call.beginStream().chunk(ROLE + "data: ");
            while (true) {
                call.chunk(PART);
            }
        } catch (IOException closed) {
            left.countDown();
        }
    }
}
