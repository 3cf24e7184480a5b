package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of files that are refused, each with everything that is wrong with it, its line and its path. */
class BrokenFilesTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("BROKEN", "a\nb", "TOKEN", "t");

    record Row(String what, String file, List<String> problems) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Row> rows() throws IOException {
        try (InputStream table = BrokenFilesTest.class.getResourceAsStream("/config/broken.yaml")) {
            return new YAMLMapper().readValue(Objects.requireNonNull(table), new TypeReference<>() {});
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aFileIsRefusedWithAllThatIsWrong(Row row) {
        InvalidConfig refused =
                catchThrowableOfType(InvalidConfig.class, () -> SluiceConfig.of(row.file(), ENVIRONMENT));
        assertThat(refused.problems()).containsExactlyElementsOf(row.problems());
    }

    @Test
    void theTableHasFiftyAtLeast() throws IOException {
        assertThat(rows())
                .hasSizeGreaterThanOrEqualTo(50)
                .allMatch(row -> !row.problems().isEmpty());
    }
}
