package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.yaml.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/configuration.md} has the keys that are read, no others, and their usual values; its files are right. */
class ConfigurationDocTest {

    private static final Path DOCS = Path.of("..", "docs");

    /** Key, form, what is usual, meaning, reload. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([^`]+)` \\| [^|]+ \\| ([^|]+) \\| [^|]+ \\| [^|]+ \\|$");

    private static final Pattern LITERAL = Pattern.compile("`([^`]+)`");

    private static final Pattern FILE = Pattern.compile("(?ms)^```yaml$(.*?)^```$");

    private static final Map<String, String> ENVIRONMENT = Map.of("VLLM_KEY", "k", "SLUICE_TOKEN", "t");

    /** One item in every list, and in each all that must be there. */
    private static final String SMALLEST = """
            listen: [{address: 127.0.0.1:8080}]
            backends: [{url: http://a:1}]
            hosts: [{name: a, slots: 1}]
            models: [{name: llm}]
            """;

    record Key(String path, String usual) {
        @Override
        public String toString() {
            return path + ": " + usual;
        }

        Optional<String> literal() {
            return LITERAL.matcher(usual)
                    .results()
                    .findFirst()
                    .filter(found -> found.group().equals(usual))
                    .map(found -> found.group(1));
        }
    }

    @Test
    void everyKeyThatIsReadIsDescribedOnceAndNoOther() throws Exception {
        Reading reading = Reading.of(SMALLEST);
        ConfigReader.of(reading, Map.of());
        assertThat(reading.problems()).isEmpty();
        assertThat(described()).extracting(Key::path).containsExactlyInAnyOrderElementsOf(values(reading.asked()));
    }

    /** Those of which no other key is a part. */
    private static List<String> values(Set<String> asked) {
        return asked.stream()
                .filter(path -> asked.stream()
                        .noneMatch(other -> other.startsWith(path + ".") || other.startsWith(path + "[].")))
                .toList();
    }

    static List<Key> usual() throws IOException {
        return described().stream().filter(key -> key.literal().isPresent()).toList();
    }

    @ParameterizedTest
    @MethodSource("usual")
    void whatIsUsualIsWhatHoldsWithoutIt(Key key) throws Exception {
        Map<String, Object> file = smallest();
        SluiceConfig without = read(file);
        put(file, List.of(key.path().split("\\.")), key.literal().orElseThrow());
        assertThat(read(file)).isEqualTo(without);
    }

    @Test
    void everyTimeAndEveryBoundThatIsNoPartOfTheHeapHasItsUsualValue() throws Exception {
        assertThat(usual())
                .extracting(Key::path)
                .contains("listen[].address", "backends[].tier", "queue.length", "queue.wait", "log.access")
                .containsAll(described().stream()
                        .map(Key::path)
                        .filter(path -> path.matches("(timeouts|heartbeat|shutdown|reload)\\..*"))
                        .toList());
    }

    static List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        for (String page : List.of("configuration.md", "operations.md")) {
            found(FILE, page).forEach(file -> files.add(file.group(1)));
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileThatIsShownIsRight(String file) throws Exception {
        assertThat(SluiceConfig.of(file, ENVIRONMENT).backends()).isNotEmpty();
    }

    private static List<Key> described() throws IOException {
        return found(ROW, "configuration.md")
                .map(row -> new Key(row.group(1), row.group(2)))
                .toList();
    }

    private static Stream<MatchResult> found(Pattern pattern, String page) throws IOException {
        return pattern.matcher(Files.readString(DOCS.resolve(page))).results();
    }

    /** As it is above, but for the listeners: one must have an address, and there is a usual one if there are none. */
    private static Map<String, Object> smallest() {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("backends", items(Map.of("url", "http://a:1")));
        file.put("hosts", items(Map.of("name", "a", "slots", "1")));
        file.put("models", items(Map.of("name", "llm")));
        return file;
    }

    private static List<Object> items(Map<String, Object> first) {
        return List.of(new LinkedHashMap<>(first));
    }

    private static SluiceConfig read(Map<String, Object> file) throws InvalidConfig {
        return SluiceConfig.of(yaml(file), Map.of());
    }

    /** Of each list, in its first item. */
    @SuppressWarnings("unchecked") // of these, all files here are made
    private static void put(Map<String, Object> section, List<String> path, String value) {
        String key = path.getFirst().replace("[]", "");
        List<String> rest = path.subList(1, path.size());
        if (rest.isEmpty()) {
            section.put(key, value);
        } else if (path.getFirst().endsWith("[]")) {
            List<Object> list = (List<Object>) section.computeIfAbsent(key, first -> items(Map.of()));
            put((Map<String, Object>) list.getFirst(), rest, value);
        } else {
            put((Map<String, Object>) section.computeIfAbsent(key, first -> new LinkedHashMap<>()), rest, value);
        }
    }

    private static String yaml(Object node) {
        return switch (node) {
            case Map<?, ?> section ->
                section.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + yaml(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list ->
                list.stream().map(ConfigurationDocTest::yaml).collect(Collectors.joining(", ", "[", "]"));
            default -> node.toString();
        };
    }
}
