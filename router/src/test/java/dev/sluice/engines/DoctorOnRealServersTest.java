package dev.sluice.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.engines.VllmServer;
import dev.sluice.backends.gguf.CountingModel;
import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.Said;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code sluice doctor} on a real llama-server and a real vLLM, and on what people put there by mistake. */
@Tag("containers")
@ExtendWith(Docker.class)
class DoctorOnRealServersTest {

    /** Stands in for a key: the one variable that every environment holds. */
    private static final String VARIABLE = "PATH";

    private static final String KEY = System.getenv(VARIABLE);

    private static LlamaServer usual;
    private static LlamaServer locked;
    private static VllmServer vllm;

    @BeforeAll
    @Timeout(value = VllmServer.START_AND_TEST, unit = TimeUnit.MINUTES)
    static void start() {
        usual = new LlamaServer(CountingModel.small(), "-np", "-1");
        locked = new LlamaServer(CountingModel.small(), "--no-slots", "--api-key", KEY);
        vllm = new VllmServer();
    }

    @AfterAll
    static void stop() {
        usual.close();
        locked.close();
        vllm.close();
    }

    @Test
    void sixServersSixDiagnoses() throws Exception {
        try (var hangs = new ScriptedBackend(call -> call.answer(500, "{}"));
                var web = new ScriptedBackend(call -> call.answer(500, "{}"));
                var closed = new ScriptedBackend(call -> call.answer(500, "{}"));
                var wrong = new LlamaServer(CountingModel.small(), "--api-key", "another")) {
            hangs.probedBy(Call::awaitClosed);
            web.probedBy(call -> call.answer(404, "<html>Not here</html>"));
            closed.die();
            Said said = Said.by(
                    "doctor",
                    usual.url(),
                    vllm.url(),
                    hangs.url(),
                    closed.url(),
                    web.url(),
                    wrong.url(),
                    "--key",
                    wrong.url() + "=" + VARIABLE);
            assertThat(said.code()).isEqualTo(1);
            assertThat(cells(said, "b1"))
                    .startsWith("b1", "up", "llama.cpp")
                    .contains("counting", "1/4", "8192", "5 s", "yes", "none asked for");
            assertThat(said.advice("b1")).contains("reports 4 slots", "-np 1");
            assertThat(cells(said, "b2"))
                    .startsWith("b2", "up", "vLLM", "0.32.0", "counting", "64/?", "2048", "5 s", "yes")
                    .contains("none asked for");
            assertThat(said.advice("b3")).contains("accepts connections, but does not answer within 5 s");
            assertThat(said.advice("b4")).contains("Nobody listens");
            assertThat(said.advice("b5")).contains("not as an inference server does");
            assertThat(cells(said, "b6")).contains("locked", "refused (401)");
            assertThat(said.advice("b6")).contains("refuses the key");
            assertThat(said.out()).endsWith("2 of 6 can serve.\n").doesNotContain(KEY);
        }
    }

    @Test
    void aRealKeyIsAcceptedOrMissing() {
        Said shown = Said.by("doctor", locked.url(), "--key", locked.url() + "=" + VARIABLE);
        assertThat(shown.code()).as(shown.out()).isEqualTo(0);
        assertThat(cells(shown, "b1")).contains("up", "accepted");
        assertThat(shown.advice("b1")).contains("does not show its slots");
        Said notShown = Said.by("doctor", locked.url());
        assertThat(notShown.code()).as(notShown.out()).isEqualTo(1);
        assertThat(notShown.advice("b1")).contains("wants to be shown a key (401)");
    }

    /** The options that the doctor names for more slots are those that this server takes. */
    @Test
    void theAdviceOnSlotsWorks() {
        try (var own = new LlamaServer(CountingModel.small(), "-np", "4", "-c", "32768", "--no-kv-unified")) {
            Said said = Said.by("doctor", own.url(), "--slots", own.url() + "=4");
            assertThat(said.code()).as(said.out()).isEqualTo(0);
            assertThat(cells(said, "b1")).contains("4/4", "8192");
        }
    }

    private static List<String> cells(Said said, String backend) {
        return List.of(said.row(backend).split(" {2,}"));
    }
}
