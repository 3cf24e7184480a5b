package dev.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.engines.Docker;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Prometheus' own tool on what it is given. */
@Tag("containers")
@ExtendWith(Docker.class)
class PrometheusFilesTest {

    @Test
    void theConfigurationAndItsRulesAreValid() {
        assertThat(promtool("check", "config", "prometheus.yml")).contains("1 rule files found", "10 rules found");
    }

    @Test
    void eachAlertFiresWhenItShouldAndOnlyThen() {
        assertThat(promtool("test", "rules", "sluice.rules.test.yml")).contains("SUCCESS");
    }

    private static String promtool(String... words) {
        Stream<String> docker = Stream.of(
                "docker",
                "run",
                "--rm",
                "--label=dev.sluice.test=promtool",
                "--volume=" + Shell.ROOT.resolve("conf/prometheus") + ":/conf:ro",
                "--workdir=/conf",
                "--entrypoint=promtool",
                "prom/prometheus:v3.5.3");
        return new Shell(Map.of()).run(Stream.concat(docker, Stream.of(words)).toArray(String[]::new));
    }
}
