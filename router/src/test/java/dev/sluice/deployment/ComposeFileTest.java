package dev.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.engines.Docker;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docker compose config} makes of the file, for machines that have what no test machine has, too. */
@Tag("containers")
@ExtendWith(Docker.class)
class ComposeFileTest {

    private static final Set<String> ENGINES = Set.of("llama", "llama-cuda", "vllm");

    @ParameterizedTest
    @CsvSource({"cpu, llama", "cuda, llama-cuda", "vllm, vllm", "monitoring, prometheus"})
    void aProfileGivesTheRouterAndItsOwnService(String profile, String service) {
        assertThat(services(Compose.usual().config(profile)).fieldNames())
                .contains("sluice", service)
                .isSubsetOf("sluice", "counting-model", service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sluice", "llama", "llama-cuda", "vllm", "prometheus"})
    void whatServesIsStartedAgainAndBounded(String name) {
        JsonObject service = service(Compose.usual(), name);
        assertThat(service.getString("restart")).isEqualTo("unless-stopped");
        assertThat(service.getJsonObject("networks").fieldNames()).containsExactly("sluice");
        JsonObject resources = service.getJsonObject("deploy").getJsonObject("resources");
        for (String kind : new String[] {"limits", "reservations"}) {
            assertThat(resources.getJsonObject(kind).fieldNames()).as(kind).contains("cpus", "memory");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sluice", "prometheus"})
    void whatIsPublishedIsForThisMachineOnly(String name) {
        assertThat(service(Compose.usual(), name).getJsonArray("ports"))
                .isNotEmpty()
                .allSatisfy(port ->
                        assertThat(((JsonObject) port).getString("host_ip")).isEqualTo("127.0.0.1"));
    }

    @Test
    void theRouterWritesNothing() {
        JsonObject router = service(Compose.usual(), "sluice");
        assertThat(router.getBoolean("read_only")).isTrue();
        assertThat(router.getJsonArray("volumes"))
                .allSatisfy(volume -> assertThat(((JsonObject) volume).getBoolean("read_only"))
                        .isTrue());
    }

    @Test
    void anEngineIsFoundByOneNameAndLookedAtEveryTenSeconds() {
        for (String engine : ENGINES) {
            JsonObject service = service(Compose.usual(), engine);
            assertThat(service.getJsonObject("networks").getJsonObject("sluice").getJsonArray("aliases"))
                    .as(engine)
                    .containsExactly("engines");
            assertThat(service.getJsonObject("healthcheck").getMap())
                    .as(engine)
                    .containsEntry("interval", "10s")
                    .containsEntry("timeout", "5s")
                    .containsEntry("retries", 5)
                    .containsEntry("start_period", "1m30s");
        }
    }

    @Test
    void anEngineCannotWriteToTheModels() {
        for (String engine : ENGINES) {
            assertThat(service(Compose.usual(), engine).getJsonArray("volumes"))
                    .as(engine)
                    .filteredOn(
                            volume -> ((JsonObject) volume).getString("target").equals("/models"))
                    .singleElement()
                    .satisfies(volume -> assertThat(((JsonObject) volume).getBoolean("read_only"))
                            .isTrue());
        }
    }

    @Test
    void theModelIsTheCountingOneOrAFileOrWhatIsDownloaded(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file.env"), "LLAMA_MODEL=some.gguf\n");
        Path download =
                Files.writeString(folder.resolve("download.env"), "LLAMA_MODEL=\nLLAMA_HF_REPO=user/model:Q4\n");

        assertThat(model(Compose.usual())).isEqualTo("/counting/counting.gguf, ");
        assertThat(model(new Compose(file.toString()))).isEqualTo("/models/some.gguf, ");
        assertThat(model(new Compose(download.toString()))).isEqualTo(", user/model:Q4");
    }

    private static String model(Compose compose) {
        JsonObject environment = service(compose, "llama").getJsonObject("environment");
        return environment.getString("LLAMA_ARG_MODEL") + ", " + environment.getString("LLAMA_ARG_HF_REPO");
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPresetReadsInSmallBatchesAndFitsItsMachine(String preset) {
        Compose compose = new Compose(preset);
        boolean cuda = preset.contains("cuda");
        JsonObject engine = service(compose, cuda ? "llama-cuda" : "llama");
        JsonArray command = engine.getJsonArray("command");
        if (!cuda) {
            assertThat(after(command, "-b")).as("-b").isBetween(1, 64).isEqualTo(after(command, "-ub"));
        }
        double cpus = cpus(engine);
        assertThat(after(command, "-t")).as("threads").isLessThanOrEqualTo((int) cpus);
        assertThat(engine.getJsonObject("deploy").getInteger("replicas", 1))
                .as("servers")
                .isEqualTo(1);
        assertThat(cpus).as("cores").isLessThanOrEqualTo(Machine.of(preset).cpus());
        assertThat(memory(engine) + memory(service(compose, "sluice")))
                .as("memory")
                .isLessThan(Machine.of(preset).bytes());
    }

    static Stream<String> presets() throws IOException {
        try (Stream<Path> files = Files.list(Shell.ROOT.resolve("conf/presets"))) {
            return files.map(Path::toString).sorted().toList().stream();
        }
    }

    /** As the name of the file says: cores, and memory. */
    private record Machine(int cpus, long bytes) {

        private static final Pattern NAME = Pattern.compile("(\\d+)-cpu-([\\d.]+)gb(-cuda)?\\.env$");

        static Machine of(String preset) {
            Matcher name = NAME.matcher(preset);
            assertThat(name.find()).as(preset).isTrue();
            return new Machine(
                    Integer.parseInt(name.group(1)), (long) (Double.parseDouble(name.group(2)) * (1L << 30)));
        }
    }

    private static int after(JsonArray command, String option) {
        return Integer.parseInt(command.getString(command.getList().indexOf(option) + 1));
    }

    private static double cpus(JsonObject service) {
        return Double.parseDouble(limits(service).getValue("cpus").toString());
    }

    private static long memory(JsonObject service) {
        return Long.parseLong(limits(service).getValue("memory").toString());
    }

    private static JsonObject limits(JsonObject service) {
        return service.getJsonObject("deploy").getJsonObject("resources").getJsonObject("limits");
    }

    private static JsonObject service(Compose compose, String name) {
        return services(compose.config("cpu", "cuda", "vllm", "monitoring")).getJsonObject(name);
    }

    private static JsonObject services(JsonObject config) {
        return config.getJsonObject("services");
    }
}
