package dev.sluice.backends.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunScriptTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private int run(String... args) {
        return RunScript.run(args, stream(out), stream(messages));
    }

    private ScriptedBackend play(String... args) throws IOException {
        return RunScript.play(args, stream(out));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void listsTheTable() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(
                        FaultTable.faults().stream().map(Fault::id).toList());
    }

    @Test
    void playsARowOfTheTable() throws Exception {
        try (var backend = play("recorded-vllm-unknown-model");
                var caller = new Caller(backend)) {
            assertThat(caller.next(22)).isEqualTo("HTTP/1.1 404 Not Found");
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("curl -N " + backend.url() + "/v1/chat/completions -d '{", "POST / {}");
        }
    }

    @Test
    void playsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("script.yaml"), "- send: ${done}\n- then: fin\n");
        try (var backend = play(file.toString(), "--port", "0");
                var caller = new Caller(backend)) {
            assertThat(caller.rest()).isEqualTo("data: [DONE]\n\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', wrong number of arguments: 0",
        "nope, no fault is called nope",
        "close-silent 8080, wrong number of arguments: 2",
        "close-silent --prot 8080, unknown argument: --prot",
        "close-silent --port http, not a port: http",
        "close-silent --port 70000, 'Port value out of range: 70000'"
    })
    void tellsWhatIsWrongAndTheUsage(String line, String message) {
        String[] args = line.isEmpty() ? new String[0] : line.split(" ");
        assertThat(run(args)).isEqualTo(2);
        assertThat(messages.toString(StandardCharsets.UTF_8))
                .startsWith(message)
                .contains("usage: RunScript FAULT_ID");
    }

    @Test
    void tellsWhatIsWrongWithAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("script.yaml"), "- sned: abc\n");
        assertThat(run(file.toString())).isEqualTo(2);
        assertThat(messages.toString(StandardCharsets.UTF_8)).startsWith(file + ": line 2: ");
    }

    @Test
    void tellsThatThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("close-silent", "--port", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(1);
            assertThat(messages.toString(StandardCharsets.UTF_8)).startsWith("cannot play: ");
        }
    }
}
