package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in {@code conf} are configurations, and say what they do. */
class ExamplesTest {

    private static final Path CONF = Path.of("..", "conf");
    private static final Map<String, String> SECRETS = Map.of("SLUICE_TOKEN", "t", "VLLM_KEY", "k");

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsAConfiguration(Path file) throws InvalidConfig, IOException {
        assertThat(new ConfigFile(file, SECRETS).read().backends()).isNotEmpty();
        assertThat(file).content().startsWith("# ");
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(CONF.resolve("examples"))) {
            return Stream.concat(files.sorted().toList().stream(), Stream.of(CONF.resolve("compose.yaml")));
        }
    }
}
