package dev.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dashboard and alerts read what is documented; that it is there, a real Prometheus says in {@link ComposeUpTest}. */
class MetricNamesTest {

    private static final Pattern METRIC = Pattern.compile("\\bsluice_[a-z_]+");

    @ParameterizedTest
    @ValueSource(strings = {"grafana/sluice.json", "prometheus/sluice.rules.yml", "prometheus/sluice.rules.test.yml"})
    void everyMetricIsDocumented(String file) throws IOException {
        String documented = Files.readString(Shell.ROOT.resolve("docs/metrics.md"));
        assertThat(METRIC.matcher(Files.readString(Shell.ROOT.resolve("conf").resolve(file)))
                        .results()
                        .map(MatchResult::group)
                        .map(name -> name.replaceFirst("_bucket$", ""))
                        .distinct())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(documented).contains("`" + name));
    }
}
