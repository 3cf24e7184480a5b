package dev.sluice.deployment;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code docker compose} on the files of the repository, whatever {@code .env} says there, on ports that are free. */
final class Compose {

    private static final String FILES = "COMPOSE_FILE";

    private final String environmentFile;
    private final Shell shell;

    /** With the variables in this file, and with files in {@code COMPOSE_FILE} where somebody has set it. */
    Compose(String environmentFile) {
        this.environmentFile = environmentFile;
        Map<String, String> variables = new HashMap<>();
        variables.put(
                FILES,
                System.getenv().getOrDefault(FILES, "docker-compose.yml") + ":router/src/test/compose/labels.yml");
        variables.put("COMPOSE_PROJECT_NAME", "sluice-test");
        List.of("SLUICE_PORT", "SLUICE_MANAGEMENT_PORT", "PROMETHEUS_PORT").forEach(port -> variables.put(port, "0"));
        shell = new Shell(variables);
    }

    /** With what is usual. */
    static Compose usual() {
        return new Compose("/dev/null");
    }

    String run(String... words) {
        return shell.run(Stream.concat(Stream.of("docker", "compose", "--env-file", environmentFile), Stream.of(words))
                .toArray(String[]::new));
    }

    /** All that it would do for these profiles. */
    JsonObject config(String... profiles) {
        Stream<String> chosen = Stream.of(profiles).flatMap(profile -> Stream.of("--profile", profile));
        return new JsonObject(run(
                Stream.concat(chosen, Stream.of("config", "--format", "json")).toArray(String[]::new)));
    }

    /** Where a port of a service is on this machine. */
    String url(String service, int port) {
        return "http://" + run("port", service, String.valueOf(port)).strip();
    }
}
