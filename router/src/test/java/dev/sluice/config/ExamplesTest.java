package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A router can be started with every configuration in {@code conf}: what has backends at its top is one. */
class ExamplesTest {

    private static final Path CONF = Path.of("..", "conf");

    private static final Pattern BACKENDS = Pattern.compile("(?m)^backends:");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)}");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(CONF)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(ExamplesTest::isConfiguration)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isConfiguration(Path file) {
        return BACKENDS.matcher(text(file)).find();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsRight(Path example) throws Exception {
        assertThat(new ConfigFile(example, secrets(text(example))).read().backends())
                .isNotEmpty();
    }

    /** One for each variable to which it refers. */
    private static Map<String, String> secrets(String text) {
        Map<String, String> secrets = new HashMap<>();
        REFERENCE.matcher(text).results().forEach(reference -> secrets.put(reference.group(1), "secret"));
        return secrets;
    }

    @Test
    void allInTheFolderOfExamplesAreConfigurations() throws Exception {
        try (Stream<Path> files = Files.list(CONF.resolve("examples"))) {
            assertThat(examples()).containsAll(files.toList());
        }
    }
}
