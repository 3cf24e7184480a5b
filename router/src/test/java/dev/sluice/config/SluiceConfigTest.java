package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
        "http://gpu:8080, http://gpu:8080, gpu:8080",
        "http://gpu, http://gpu:80, gpu:80",
        "https://gpu, https://gpu:443, https://gpu:443",
        "http://GPU/Models/V1, http://gpu:80/Models/V1, gpu:80/Models/V1",
        "http://gpu/openai/v1/, http://gpu:80/openai, gpu:80/openai",
        "http://[::1]:11434/v1, http://[::1]:11434, [::1]:11434"
    })
    void anAddressIsBroughtToOneForm(String address, String url, String id) throws InvalidConfig {
        BackendConfig backend = BackendConfig.at(address);
        assertThat(backend.url()).hasToString(url);
        assertThat(backend.id()).hasToString(id);
        assertThat(backend.slots()).isEmpty();
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
                .startsWith("backend " + address + ": ")
                .endsWith("(expected: http://host:port, such as http://localhost:8080)");
    }

    @Test
    void slotsAreOverriddenWhereTheOperatorSaysSo() throws InvalidConfig {
        SluiceConfig config = config(0, List.of("http://a:1", "http://b:2"), Map.of("http://B:2/v1", 4));
        assertThat(config.backends())
                .extracting(BackendConfig::slots)
                .containsExactly(OptionalInt.empty(), OptionalInt.of(4));
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
        assertThat(config(port, List.of("http://a"), Map.of()).port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void whatIsNoPortIsRefused(int port) {
        assertThat(problems(port, List.of("http://a"), Map.of()))
                .singleElement()
                .asString()
                .startsWith("port " + port);
    }

    private static List<String> problems(int port, List<String> addresses, Map<String, Integer> slots) {
        return invalid(port, addresses, slots).problems();
    }

    private static InvalidConfig invalid(int port, List<String> addresses, Map<String, Integer> slots) {
        return catchThrowableOfType(InvalidConfig.class, () -> config(port, addresses, slots));
    }

    private static SluiceConfig config(int port, List<String> addresses, Map<String, Integer> slots)
            throws InvalidConfig {
        return SluiceConfig.of("127.0.0.1", port, addresses, slots, Optional.empty());
    }
}
