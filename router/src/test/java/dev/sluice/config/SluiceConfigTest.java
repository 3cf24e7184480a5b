package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.sluice.pool.BackendId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SluiceConfigTest {

    @Test
    void allProblemsAreNamedAtOnce() {
        List<String> addresses = List.of("localhost:8080", "http://a", "http://b c", "ftp://d", "http://a/");
        Map<String, Integer> slots = Map.of("http://elsewhere", 2);
        assertThat(problems(70_000, addresses, slots))
                .satisfiesExactly(
                        port -> assertThat(port).contains("70000", "expected"),
                        noScheme -> assertThat(noScheme).contains("localhost:8080", "expected"),
                        space -> assertThat(space).contains("http://b c", "expected"),
                        ftp -> assertThat(ftp).contains("ftp://d", "expected"),
                        twice -> assertThat(twice).contains("http://a/", "twice"),
                        override -> assertThat(override).contains("http://elsewhere", "no such backend"));
    }

    @Test
    void theMessageHoldsEveryProblem() {
        InvalidConfig invalid = invalid(-1, List.of("x"), Map.of());
        assertThat(invalid.problems()).hasSize(2);
        assertThat(invalid).hasMessage(String.join("\n", invalid.problems()));
    }

    @ParameterizedTest
    @CsvSource({
        "http://gpu:8080, http://gpu:8080/",
        "http://gpu:8080, http://GPU:8080",
        "http://gpu:8080, HTTP://gpu:8080",
        "http://gpu:8080, http://gpu:8080/v1",
        "http://gpu:8080, http://gpu:8080/v1/",
        "http://gpu, http://gpu:80",
        "https://gpu, https://gpu:443",
        "http://[::1]:8080, http://[::1]:8080/v1",
        "http://[FE80::1]:8080, http://[fe80::1]:8080"
    })
    void oneAddressWrittenInTwoWaysIsNamedTwice(String one, String other) {
        assertThat(problems(0, List.of(one, other), Map.of())).containsExactly("backend " + other + ": named twice");
    }

    @ParameterizedTest
    @CsvSource({
        "http://gpu:8080, http://gpu:8080",
        "http://gpu, http://gpu:80",
        "https://gpu, https://gpu:443",
        "http://GPU/Models/V1, http://gpu:80/Models/V1",
        "http://gpu/openai/v1/, http://gpu:80/openai",
        "http://[::1]:11434/v1, http://[::1]:11434"
    })
    void anAddressIsBroughtToOneForm(String address, String url) throws InvalidConfig {
        BackendConfig backend = config(0, List.of(address), Map.of()).backends().getFirst();
        assertThat(backend.url()).hasToString(url);
        assertThat(backend.slots()).isEqualTo(new SlotRule.Usual());
        assertThat(backend.key()).isEmpty();
    }

    @Test
    void backendsHaveShortNamesInTheOrderInWhichTheyAreGiven() throws InvalidConfig {
        assertThat(config(0, List.of("http://z", "http://a", "http://m"), Map.of())
                        .backends())
                .extracting(backend -> backend.id() + " " + backend.url())
                .containsExactly("b1 http://z:80", "b2 http://a:80", "b3 http://m:80");
    }

    @Test
    void httpAndHttpsOfOneHostAreTwoBackends() throws InvalidConfig {
        assertThat(config(0, List.of("http://gpu:8443", "https://gpu:8443"), Map.of())
                        .backends())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gpu",
                "gpu:8080",
                "//gpu:8080",
                "http://",
                "http:gpu",
                "ws://gpu",
                "http://user:secret@gpu",
                "http://gpu/?key=x",
                "http://gpu/#top",
                "http://::1:8080"
            })
    void whatIsNoAddressOfABackendIsRefused(String address) {
        assertThat(problems(0, List.of(address), Map.of()))
                .singleElement()
                .asString()
                .startsWith("backend " + BackendUrl.shown(address) + ": ")
                .endsWith("(expected: " + BackendUrl.FORM + ")");
    }

    @Test
    void slotsAreOverriddenWhereTheOperatorSaysSo() throws InvalidConfig {
        SluiceConfig config = config(0, List.of("http://a:1", "http://b:2"), Map.of("http://B:2/v1", 4));
        assertThat(config.backends())
                .extracting(BackendConfig::slots)
                .containsExactly(new SlotRule.Usual(), new SlotRule.Fixed(4));
    }

    @Test
    void everythingThatCanBeSaidOfThePoolIsThere() throws InvalidConfig {
        Settings settings = Settings.of("127.0.0.1", 0, List.of("http://cpu:1", "http://gpu:2"))
                .withSlots(Map.of("http://cpu:1", "auto"))
                .withTiers(Map.of("http://cpu:1", 1))
                .withAliases(List.of("llm=/models/a=b.gguf", "llm=meta/llama"))
                .withHostSlots(Map.of("cpu", 1))
                .withManagement(Optional.of("0.0.0.0:9000"));
        SluiceConfig config = SluiceConfig.of(settings, Map.of());
        assertThat(config.backends())
                .extracting(BackendConfig::slots)
                .containsExactly(new SlotRule.Auto(), new SlotRule.Usual());
        assertThat(config.backends()).extracting(BackendConfig::tier).containsExactly(1, 0);
        assertThat(config.models().aliases())
                .containsExactly(new Alias("llm", "/models/a=b.gguf"), new Alias("llm", "meta/llama"));
        assertThat(config.pool().hostSlots()).containsExactly(Map.entry("cpu", 1));
        assertThat(config.management()).hasValue(managed("0.0.0.0"));
    }

    @ParameterizedTest
    @CsvSource({"9000, 127.0.0.1", "0.0.0.0:9000, 0.0.0.0", "[::1]:9000, ::1", "localhost:9000, localhost"})
    void theManagementAddressIsAPortOrAHostWithOne(String typed, String host) throws InvalidConfig {
        Settings settings = Settings.of("127.0.0.1", 0, List.of("http://cpu:1")).withManagement(Optional.of(typed));
        assertThat(SluiceConfig.of(settings, Map.of()).management()).hasValue(managed(host));
    }

    @Test
    void whatIsWrongWithThePoolIsToldAtOnce() {
        Settings settings = Settings.of("127.0.0.1", 0, List.of("http://cpu:1"))
                .withSlots(Map.of("http://cpu:1", "many"))
                .withTiers(Map.of("http://cpu:1", -1))
                .withAliases(List.of("llm", "=x"))
                .withHostSlots(Map.of("gpu", 1))
                .withManagement(Optional.of("here"));
        assertThat(catchThrowableOfType(InvalidConfig.class, () -> SluiceConfig.of(settings, Map.of()))
                        .problems())
                .allMatch(problem -> problem.contains("expected: "))
                .satisfiesExactlyInAnyOrder(
                        slots -> assertThat(slots).startsWith("slots of http://cpu:1: many"),
                        tier -> assertThat(tier).startsWith("tier of http://cpu:1: -1"),
                        alias -> assertThat(alias).startsWith("alias llm:"),
                        unnamed -> assertThat(unnamed).startsWith("alias =x:"),
                        host -> assertThat(host).startsWith("slots of host gpu:"),
                        management -> assertThat(management).startsWith("management here:"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aBackendHasAtLeastOneSlot(int slots) {
        assertThat(problems(0, List.of("http://a"), Map.of("http://a", slots)))
                .singleElement()
                .asString()
                .contains("slots of http://a", String.valueOf(slots), "at least 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535})
    void everyPortMayBeListenedOn(int port) throws InvalidConfig {
        assertThat(config(port, List.of("http://a"), Map.of()).listeners())
                .containsExactly(new Listener(new Address("127.0.0.1", port), Set.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void whatIsNoPortIsRefused(int port) {
        assertThat(problems(port, List.of("http://a"), Map.of()))
                .singleElement()
                .asString()
                .startsWith("port " + port);
    }

    @Test
    void aKeyIsWhatTheVariableHolds() throws InvalidConfig {
        SluiceConfig config = SluiceConfig.of(keys("http://B:80/v1", "B_KEY"), Map.of("B_KEY", "s3cret"));
        assertThat(config.keys()).containsExactly(entry(new BackendId("b2"), new Secret("s3cret")));
        assertThat(new Secret("s3cret").bearer()).isEqualTo("Bearer s3cret");
    }

    @Test
    void aKeyIsNeverPrinted() throws InvalidConfig {
        SluiceConfig config = SluiceConfig.of(keys("http://b", "B_KEY"), Map.of("B_KEY", "s3cret"));
        assertThat(config.toString() + config.keys() + config.backends()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://b         | NOT_SET     | environment variable NOT_SET is not set",
                "http://b         | EMPTY       | environment variable EMPTY is not set",
                "http://b         | TWO_LINES   | environment variable TWO_LINES holds cannot be sent",
                "http://b         | sk-0123     | not the name of an environment variable",
                "http://elsewhere | B_KEY       | no such backend",
                "elsewhere        | B_KEY       | not an HTTP address"
            })
    void aKeyThatCannotBeUsedIsRefusedAndNotRepeated(String address, String variable, String says) {
        Map<String, String> environment = Map.of("B_KEY", "s3cret", "EMPTY", "", "TWO_LINES", "s3cret\n");
        InvalidConfig invalid =
                catchThrowableOfType(InvalidConfig.class, () -> SluiceConfig.of(keys(address, variable), environment));
        assertThat(invalid.problems()).singleElement().asString().contains(address, says, "expected: ");
        assertThat(invalid).message().doesNotContain("s3cret", "sk-0123");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000, http://localhost:3000",
        "http://Localhost:3000/, http://localhost:3000",
        "https://chat.example.org:443, https://chat.example.org",
        "http://chat.example.org:80, http://chat.example.org",
        "https://chat.example.org:80, https://chat.example.org:80",
        "chrome-extension://abcdef, chrome-extension://abcdef",
        "*, *"
    })
    void anOriginIsWrittenAsBrowsersDo(String typed, String origin) throws InvalidConfig {
        Settings settings = Settings.of("127.0.0.1", 0, List.of("http://a")).withOrigins(List.of(typed));
        assertThat(SluiceConfig.of(settings, Map.of()).listeners().getFirst().origins())
                .containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:3000",
                "http://",
                "http://a/path",
                "http://a?b",
                "http://a,http://b",
                "*.org",
                "null"
            })
    void whatIsNoOriginIsRefused(String typed) {
        Settings settings = Settings.of("127.0.0.1", 0, List.of("http://a")).withOrigins(List.of(typed));
        InvalidConfig invalid = catchThrowableOfType(InvalidConfig.class, () -> SluiceConfig.of(settings, Map.of()));
        assertThat(invalid.problems())
                .singleElement()
                .asString()
                .startsWith("origin " + typed + ": ")
                .contains("expected: ");
    }

    private static Settings keys(String address, String variable) {
        return Settings.of("127.0.0.1", 0, List.of("http://a", "http://b")).withKeys(Map.of(address, variable));
    }

    private static List<String> problems(int port, List<String> addresses, Map<String, Integer> slots) {
        return invalid(port, addresses, slots).problems();
    }

    private static InvalidConfig invalid(int port, List<String> addresses, Map<String, Integer> slots) {
        return catchThrowableOfType(InvalidConfig.class, () -> config(port, addresses, slots));
    }

    private static SluiceConfig config(int port, List<String> addresses, Map<String, Integer> slots)
            throws InvalidConfig {
        Settings settings = Settings.of("127.0.0.1", port, addresses).withSlots(slots);
        return SluiceConfig.of(settings, Map.of());
    }

    private static ManagementConfig managed(String host) {
        return new ManagementConfig(new Address(host, 9000), Optional.empty());
    }
}
