package dev.sluice.backends.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MakeCountingModelTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private int run(String... args) {
        return MakeCountingModel.run(args, new PrintStream(messages, true, StandardCharsets.UTF_8));
    }

    @Test
    void writesTheSmallModel() throws Exception {
        Path file = folder.resolve("counting.gguf");

        assertThat(run(file.toString())).isZero();

        Path expected = folder.resolve("expected.gguf");
        CountingModel.small().writeTo(expected);
        assertThat(file).hasSameBinaryContentAs(expected);
        assertThat(messages.size()).isZero();
    }

    @Test
    void writesASlowModel() throws Exception {
        Path file = folder.resolve("counting.gguf");

        assertThat(run(file.toString(), "2", "slow-prompts")).isZero();

        assertThat(new GgufFile(file).metadata).containsEntry("llama.block_count", 2);
    }

    @ParameterizedTest
    @CsvSource({
        "'', wrong number of arguments: 0",
        "FILE soon, not a number of milliseconds: soon",
        "FILE 0, milliseconds per token must be 1 to 1000",
        "FILE 5 fast, unknown argument: fast",
        "FILE 5 slow-prompts more, wrong number of arguments: 4"
    })
    void tellsWhatIsWrongAndTheUsage(String line, String message) {
        String[] args = line.isEmpty() ? new String[0] : line.split(" ");

        assertThat(run(args)).isEqualTo(2);

        assertThat(messages.toString(StandardCharsets.UTF_8))
                .startsWith(message)
                .contains("usage: MakeCountingModel FILE");
    }

    @Test
    void tellsThatTheFileCannotBeWritten() {
        assertThat(run(folder.resolve("missing/counting.gguf").toString())).isEqualTo(1);
        assertThat(messages.toString(StandardCharsets.UTF_8)).startsWith("cannot write: ");
    }
}
