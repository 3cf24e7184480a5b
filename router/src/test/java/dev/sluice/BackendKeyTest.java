package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Settings;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A backend that wants to be shown a key is shown its own, always, and no other is ever shown it. */
class BackendKeyTest {

    private static final String KEY = "authorization: bearer s3cret";

    @Test
    void everyRequestAndEveryProbeShowsTheKeyOfItsBackendAlone() throws Exception {
        Queue<String> probes = new ConcurrentLinkedQueue<>();
        Queue<String> otherProbes = new ConcurrentLinkedQueue<>();
        try (var backend = new ScriptedBackend("llamacpp", BackendKeyTest::answer, "locked");
                var other = new ScriptedBackend("llamacpp", BackendKeyTest::answer, "open")) {
            backend.probedBy(call -> probed(call, probes, "locked"));
            other.probedBy(call -> probed(call, otherProbes, "open"));
            Settings settings = Settings.of("127.0.0.1", 0, List.of(backend.url(), other.url()))
                    .withKeys(Map.of(backend.url(), "LOCKED_KEY"));
            try (var router = RunningRouter.with(settings, Map.of("LOCKED_KEY", "s3cret"), backend, other);
                    var client = new RawConnection(router)) {
                for (String model : List.of("locked", "open")) {
                    String ask = ASK_WHOLE.replace("counting", model);
                    client.send(RawConnection.chat("Authorization: Bearer mine\r\n", ask));
                    assertThat(client.read().status()).isEqualTo(200);
                }
                assertThat(backend.calls())
                        .hasSize(1)
                        .allSatisfy(call ->
                                assertThat(call.head()).containsOnlyOnce(KEY).doesNotContain("mine"));
                assertThat(other.calls())
                        .hasSize(1)
                        .allSatisfy(call -> assertThat(call.head()).doesNotContain("authorization"));
            }
            assertThat(probes)
                    .isNotEmpty()
                    .allSatisfy(probe -> assertThat(probe).containsOnlyOnce(KEY));
            assertThat(otherProbes)
                    .isNotEmpty()
                    .allSatisfy(probe -> assertThat(probe).doesNotContain("authorization"));
        }
    }

    private static void answer(Call call) throws IOException {
        call.answer(200, WHOLE);
    }

    private static void probed(Call call, Queue<String> heads, String model) throws IOException {
        heads.add(call.head());
        call.answer(
                200,
                call.line().endsWith("/models")
                        ? "{\"data\":[{\"id\":\"" + model + "\",\"owned_by\":\"llamacpp\"}]}"
                        : "{\"status\":\"ok\"}");
    }
}
