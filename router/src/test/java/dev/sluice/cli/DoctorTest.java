package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.llama.LlamaServer;
import dev.sluice.backends.simulated.ollama.Ollama;
import dev.sluice.backends.simulated.vllm.Vllm;
import dev.sluice.fixture.BlackHole;
import dev.sluice.fixture.Said;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice doctor}, from outside: what it prints, and its exit code. */
class DoctorTest {

    private static final int ALL_SERVE = 0;
    private static final int NOT_ALL_SERVE = 1;

    /** The one variable that every environment holds stands in for a key: it must be shown, and never printed. */
    private static final String VARIABLE = "PATH";

    private static final String KEY = System.getenv(VARIABLE);
    private static final LlamaServer LOCKED = LlamaServer.USUAL.key(KEY);

    private final Vertx vertx = Vertx.vertx();
    private final List<ScriptedBackend> scripted = new ArrayList<>();
    private final List<SimulatedBackend> simulated = new ArrayList<>();

    @AfterEach
    void end() {
        assertThat(scripted)
                .allSatisfy(backend -> assertThat(backend.calls())
                        .as("requests that are no GET")
                        .isEmpty());
        scripted.forEach(ScriptedBackend::close);
        vertx.close().await();
    }

    @Test
    void sixServersSixDiagnoses() throws Exception {
        String llama = simulated(LlamaServer.USUAL.shared(4, 8192));
        String vllm = simulated(Vllm.USUAL.context(32_768));
        String hangs = probed(Call::awaitClosed);
        String closed = closed();
        String web = probed(call -> call.answer(404, "<html>Not here</html>"));
        String locked = simulated(LlamaServer.USUAL.key("another"));
        Said said = Said.by("doctor", llama, vllm, hangs, closed, web, locked, "--key", locked + "=" + VARIABLE);

        assertThat(said.code()).isEqualTo(NOT_ALL_SERVE);
        assertThat(cells(said, "b1"))
                .startsWith("b1", "up", "llama.cpp", "b11669-simulated", "counting", "1/4", "8192", "5 s", "yes")
                .contains("none asked for");
        assertThat(said.advice("b1"))
                .contains("reports 4 slots", "-np 1", "-np 4 -c 32768 --no-kv-unified", "--slots " + llama + "=4");
        assertThat(cells(said, "b2"))
                .startsWith("b2", "up", "vLLM", "0.32.0", "counting", "64/?", "32768", "5 s", "yes")
                .contains("none asked for");
        assertThat(said.advice("b2")).contains("up to 64 requests", "--slots " + vllm + "=N");
        assertThat(cells(said, "b3")).startsWith("b3", "silent", "?");
        assertThat(said.advice("b3")).contains("accepts connections, but does not answer within 5 s");
        assertThat(cells(said, "b4")).startsWith("b4", "down", "?");
        assertThat(said.advice("b4")).contains("Nobody listens on " + closed.substring("http://".length()));
        assertThat(cells(said, "b5")).startsWith("b5", "no engine", "?");
        assertThat(said.advice("b5")).contains("not as an inference server does", "/v1/models answers 404");
        assertThat(cells(said, "b6")).startsWith("b6", "locked", "?").contains("refused (401)");
        assertThat(said.advice("b6")).contains("refuses the key that it is shown (401)");
        assertThat(said.out()).endsWith("2 of 6 can serve.\n").doesNotContain(KEY);
    }

    @Test
    void whereAllIsWellNothingIsSaid() {
        Said said = Said.by("doctor", simulated(LlamaServer.USUAL));
        assertThat(said.code()).as(said.out()).isEqualTo(ALL_SERVE);
        assertThat(said.out().lines()).hasSize(4).last().isEqualTo("1 of 1 can serve.");
        assertThat(said.row("b1")).matches(".* \\d+\\.\\d ms .*");
    }

    @Test
    void aKeyIsAcceptedMissingOrNotAskedFor() {
        String accepted = simulated(LOCKED);
        String missing = simulated(LOCKED);
        String useless = simulated(LlamaServer.USUAL);
        String vllm = simulated(Vllm.USUAL.key(KEY));
        Said said = Said.by(Stream.concat(
                        Stream.of("doctor", accepted, missing, useless, vllm),
                        Stream.of(accepted, useless, vllm).flatMap(url -> Stream.of("--key", url + "=" + VARIABLE)))
                .toList());
        assertThat(said.code()).isEqualTo(NOT_ALL_SERVE);
        assertThat(cells(said, "b1")).contains("up", "accepted");
        assertThat(cells(said, "b2")).contains("locked", "refused (401)");
        assertThat(said.advice("b2")).contains("wants to be shown a key (401)", "--key " + missing + "=VARIABLE");
        assertThat(cells(said, "b3")).contains("up", "none asked for");
        assertThat(said.advice("b3")).contains("answers without one as well");
        assertThat(cells(said, "b4")).contains("up", "accepted");
        assertThat(said.out()).doesNotContain(KEY);
        assertThat(said.err()).doesNotContain(KEY);
    }

    /** Until build 10524 the list of models of a llama-server was open to all: it looks well, and would refuse all. */
    @Test
    void anOpenListOfModelsIsNoAcceptedKey() throws Exception {
        String old = probed(call -> {
            switch (call.line()) {
                case "GET /health" -> call.answer(200, "{\"status\":\"ok\"}");
                case "GET /v1/models" -> call.answer(200, models("llamacpp", "counting"));
                default -> call.answer(401, "{}");
            }
        });
        Said said = Said.by("doctor", old);
        assertThat(said.code()).isEqualTo(NOT_ALL_SERVE);
        assertThat(cells(said, "b1")).contains("locked", "refused (401)");
        assertThat(said.advice("b1")).contains("wants to be shown a key (401)");
    }

    @Test
    void oneThatLoadsIsWaitedFor() {
        Said said = Said.by("doctor", simulated(LlamaServer.USUAL.loading(Duration.ofHours(1))));
        assertThat(said.code()).isEqualTo(NOT_ALL_SERVE);
        assertThat(cells(said, "b1")).startsWith("b1", "loading");
        assertThat(said.advice("b1")).contains("loads its model", "wait");
    }

    @Test
    void oneThatSleepsIsNotWoken() throws Exception {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        String asleep = probed(call -> {
            asked.add(call.line());
            switch (call.line()) {
                case "GET /health" -> call.answer(200, "{\"status\":\"ok\"}");
                case "GET /v1/models" -> call.answer(200, models("llamacpp", "counting"));
                case "GET /props" -> call.answer(200, "{\"total_slots\":1,\"is_sleeping\":true}");
                default -> call.answer(500, "{}");
            }
        });
        Said said = Said.by("doctor", asleep);
        assertThat(said.code()).isEqualTo(ALL_SERVE);
        assertThat(cells(said, "b1")).startsWith("b1", "asleep", "llama.cpp");
        assertThat(said.advice("b1")).contains("It sleeps", "--sleep-idle-seconds");
        assertThat(asked).containsOnly("GET /health", "GET /v1/models", "GET /props");
    }

    @Test
    void oneThatHidesItsSlotsIsToldFromOneThatShowsThem() throws Exception {
        String hides = probed(call -> {
            switch (call.line()) {
                case "GET /health" -> call.answer(200, "{\"status\":\"ok\"}");
                case "GET /v1/models" -> call.answer(200, models("llamacpp", "counting"));
                case "GET /props" -> call.answer(200, "{\"total_slots\":1,\"endpoint_slots\":false}");
                default -> call.answer(501, "{}");
            }
        });
        Said said = Said.by("doctor", hides);
        assertThat(said.code()).isEqualTo(ALL_SERVE);
        assertThat(said.advice("b1")).contains("does not show its slots", "without --no-slots");
    }

    @Test
    void anOllamaShortensPrompts() {
        Said said = Said.by("doctor", simulated(Ollama.USUAL));
        assertThat(said.code()).isEqualTo(ALL_SERVE);
        assertThat(cells(said, "b1")).startsWith("b1", "up", "Ollama", "0.17.4");
        assertThat(said.advice("b1")).contains("shortens a prompt", "OLLAMA_CONTEXT_LENGTH=N ollama serve");
    }

    @Test
    void anEngineThatNobodyKnowsGetsOneRequest() throws Exception {
        String foreign = probed(call -> {
            if (call.line().equals("GET /v1/models")) {
                call.answer(200, models("me", "mine"));
            } else {
                call.answer(404, "{}");
            }
        });
        Said said = Said.by("doctor", foreign);
        assertThat(said.code()).isEqualTo(ALL_SERVE);
        assertThat(cells(said, "b1")).startsWith("b1", "up", "OpenAI", "?", "mine", "1/?", "?", "?", "?");
        assertThat(said.advice("b1")).contains("none of the engines", "--slots " + foreign + "=N");
    }

    @Test
    void oneWithoutModelsIsNotTakenForAnother() throws Exception {
        Said said = Said.by("doctor", probed(call -> call.answer(200, "{\"object\":\"list\",\"data\":null}")));
        assertThat(said.code()).isEqualTo(NOT_ALL_SERVE);
        assertThat(cells(said, "b1")).startsWith("b1", "no model");
        assertThat(said.advice("b1")).contains("It has no model", "ollama pull");
    }

    @Test
    void oneThatFailsSaysSo() throws Exception {
        Said said = Said.by("doctor", probed(call -> call.answer(500, "{}")));
        assertThat(said.code()).isEqualTo(NOT_ALL_SERVE);
        assertThat(said.advice("b1")).contains("It fails: /health answers 500");
    }

    @Test
    void aHostThatIsOffIsNotOneThatHangs() throws Exception {
        try (BlackHole off = new BlackHole()) {
            Said said = Said.by("doctor", off.url());
            assertThat(said.code()).isEqualTo(NOT_ALL_SERVE);
            assertThat(cells(said, "b1")).startsWith("b1", "down");
            assertThat(said.advice("b1")).contains("neither accepts a connection nor refuses it", "ping 127.0.0.1");
        }
    }

    @Test
    void whoClosesAtOnceIsAForwarder() throws Exception {
        try (Forwarder forwarder = new Forwarder()) {
            Said said = Said.by("doctor", forwarder.url());
            assertThat(said.code()).isEqualTo(NOT_ALL_SERVE);
            assertThat(said.advice("b1")).contains("closes them at once", "Docker", "--host 0.0.0.0");
        }
    }

    @Test
    void httpsToAServerWithoutTlsIsSeen() {
        String plain = simulated(LlamaServer.USUAL);
        Said said = Said.by("doctor", plain.replace("http:", "https:"));
        assertThat(said.code()).isEqualTo(NOT_ALL_SERVE);
        assertThat(said.advice("b1")).contains("speaks no TLS", "Write " + plain + ".");
    }

    @Test
    void httpToAServerWithTlsIsSeenAndSoIsACertificateThatNobodyTrusts(@TempDir Path folder) throws Exception {
        int port = new TlsServer(vertx, folder).port();
        Said said = Said.by("doctor", "http://127.0.0.1:" + port, "https://127.0.0.1:" + port);
        assertThat(said.code()).isEqualTo(NOT_ALL_SERVE);
        assertThat(said.advice("b1")).contains("It speaks TLS", "Write https://127.0.0.1:" + port + ".");
        assertThat(said.advice("b2")).contains("TLS fails: ", "certificat", "trustStore");
    }

    @Test
    void whatSlotsTheOperatorGaveIsJudged() {
        String tooMany = simulated(LlamaServer.USUAL.slots(2));
        String risky = simulated(LlamaServer.USUAL.shared(4, 8192));
        String trusted = simulated(LlamaServer.USUAL.shared(4, 8192));
        String vllm = simulated(Vllm.USUAL);
        Said said = Said.by(
                "doctor",
                tooMany,
                risky,
                trusted,
                vllm,
                "--slots",
                tooMany + "=5",
                "--slots",
                risky + "=3",
                "--slots",
                trusted + "=auto",
                "--slots",
                vllm + "=200",
                "--host-slots",
                "127.0.0.1=1");
        assertThat(said.code()).isEqualTo(ALL_SERVE);
        assertThat(cells(said, "b1")).contains("5/2");
        assertThat(said.advice("b1")).contains("up to 5 requests at once, and has 2 slots", "-np 5");
        assertThat(cells(said, "b2")).contains("3/4");
        assertThat(said.advice("b2")).contains("share one KV pool", "--slots " + risky + "=auto");
        assertThat(cells(said, "b3")).contains("4/4");
        assertThat(cells(said, "b4")).contains("200/?");
        assertThat(List.of(said.advice("b3"), said.advice("b4"), said.advice("all")))
                .containsOnly("");
    }

    @Test
    void backendsAreComparedWithEachOther() {
        String one = simulated(LlamaServer.USUAL.serving("llama-3.gguf").context(2048));
        String same = simulated(LlamaServer.USUAL.serving("llama-3.gguf"));
        String alike = simulated(LlamaServer.USUAL.serving("/models/Llama-3-Q4_K_M.gguf"));
        Said said = Said.by("doctor", one, same, alike);
        assertThat(said.code()).isEqualTo(ALL_SERVE);
        assertThat(said.advice("b1")).contains("together have 2048 tokens", "-c N");
        assertThat(said.advice("all"))
                .contains("llama-3.gguf has 2048 tokens on b1, 8192 tokens on b2")
                .contains("b1 serves llama-3.gguf, b3 serves /models/Llama-3-Q4_K_M.gguf")
                .contains("--alias NAME=llama-3.gguf --alias NAME=/models/Llama-3-Q4_K_M.gguf")
                .contains("b1, b2, b3 are on one host, 127.0.0.1", "--host-slots 127.0.0.1=1");

        Said mended = Said.by(
                "doctor",
                one,
                same,
                alike,
                "--host-slots",
                "127.0.0.1=1",
                "--alias",
                "llama=llama-3.gguf",
                "--alias",
                "llama=/models/Llama-3-Q4_K_M.gguf");
        assertThat(mended.advice("all")).contains("8192 tokens on b2").doesNotContain("one host", "serves");
    }

    @Test
    void theColumnsAreAligned() throws Exception {
        Said said = Said.by("doctor", simulated(LlamaServer.USUAL.serving("a-name-longer-than-its-title")), closed());
        int address = said.out().indexOf("address");
        assertThat(said.row("b1").indexOf("127.0.0.1")).isEqualTo(address);
        assertThat(said.row("b2").indexOf("127.0.0.1")).isEqualTo(address);
    }

    @Test
    void whatAServerCallsItselfDoesNoHarm() throws Exception {
        String vain = probed(call -> {
            if (call.line().equals("GET /v1/models")) {
                call.answer(200, models("me", "\\u001b[2Jgreat\\n" + "er".repeat(1_000)));
            } else {
                call.answer(404, "{}");
            }
        });
        Said said = Said.by("doctor", vain);
        assertThat(said.row("b1")).contains("?[2Jgreat?erer").hasSizeLessThan(250);
        assertThat(said.out().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
    }

    private String simulated(Engine engine) {
        SimulatedBackend backend = SimulatedBackend.start(vertx, engine, 0).await();
        simulated.add(backend);
        return backend.url();
    }

    private String probed(Script probes) {
        ScriptedBackend backend = new ScriptedBackend(call -> call.answer(500, "{}"));
        backend.probedBy(probes);
        scripted.add(backend);
        return backend.url();
    }

    private String closed() throws IOException {
        ScriptedBackend backend = new ScriptedBackend(call -> call.answer(500, "{}"));
        backend.close();
        return backend.url();
    }

    private static String models(String owner, String model) {
        return "{\"data\":[{\"id\":\"" + model + "\",\"owned_by\":\"" + owner + "\"}]}";
    }

    private static List<String> cells(Said said, String backend) {
        return List.of(said.row(backend).split(" {2,}"));
    }
}
