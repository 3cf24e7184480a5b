package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.relay.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"a\"}",
                " \n{\"model\" : \"a\"}\n ",
                "{\"messages\":[{\"content\":\"b\"}],\"model\":\"a\",\"stream\":true}",
                "{\"stream\":true,\"prompt\":\"}\\\"\",\"model\":\"a\"}",
                "{\"mod\\u0065l\":\"\\u0061\"}",
                "{\"metadata\":{\"model\":\"b\"},\"tools\":[{\"model\":\"c\"}],\"model\":\"a\"}",
                "{\"model\":\"a\",\"metadata\":{\"model\":\"b\"}}"
            })
    void theModelIsFoundAnywhereOnTheTopLevel(String body) {
        assertThat(model(body)).hasValue("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"model\":null}",
                "{\"model\":\"\"}",
                "{\"Model\":\"a\"}",
                "{\"metadata\":{\"model\":\"a\"}}",
                "{\"messages\":[{\"model\":\"a\"}]}"
            })
    void aModelThatIsNotNamedThereIsNone(String body) {
        assertThat(model(body)).isEmpty();
    }

    /** As engines read it: the last one counts. */
    @Test
    void ofTwoModelsTheLastCounts() {
        assertThat(model("{\"model\":\"a\",\"model\":\"b\"}")).hasValue("b");
        assertThat(model("{\"model\":\"a\",\"model\":null}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "{}", "[\"a\"]", "{\"name\":\"a\"}"})
    void aModelIsAString(String value) {
        Failure failure = failure("{\"model\":" + value + "}");
        assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
        assertThat(failure.code()).isEqualTo("invalid_type");
        assertThat(failure.param()).hasValue("model");
    }

    @Test
    void nestingIsPassedOver() {
        assertThat(model("{\"deep\":" + "[".repeat(100) + "]".repeat(100) + ",\"model\":\"a\"}"))
                .hasValue("a");
    }

    @Test
    void anImageOfMegabytesIsPassedOver() {
        assertThat(model("{\"image\":\"" + "A".repeat(5_000_000) + "\",\"model\":\"a\"}"))
                .hasValue("a");
    }

    @Test
    void noBodyIsNoRequest() {
        assertThat(failure("").code()).isEqualTo("empty_body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}{}", "{} x", "{},", "{\"model\":\"a\"}\n{\"model\":\"b\"}", "{}]"})
    void nothingFollowsTheObject(String body) {
        assertThat(failure(body).code()).isEqualTo("invalid_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"a\"", "5", "null", " "})
    void aRequestIsAnObject(String body) {
        Failure failure = failure(body);
        assertThat(failure.code()).isEqualTo("invalid_json");
        assertThat(failure.message()).contains("not a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":                      | 1",
                "{\"a\":1                     | 1",
                "{\"messages\":[{\"a\":1}     | 1",
                "{\"a\":\"b                   | 1",
                "{\"a\":tru}                  | 1",
                "{'a':1}                      | 1",
                "{a:1}                        | 1",
                "{\"a\":1,}                   | 1",
                "{\"a\":01}                   | 1",
                "{\"a\":\"\\x\"}              | 1",
                "{\"a\":1]                    | 1",
                "{\"a\":[1}                   | 1",
                "{\"a\":NaN}                  | 1",
                "Once upon a time             | 1",
                "`{\n\"a\":1,\n\"b\" 2}`      | 3",
                "`{\n\"a\":[1,\n2`            | 3"
            })
    void whatIsNotJsonIsExplainedWithItsPlace(String body, int line) {
        Failure failure = failure(body);
        assertThat(failure.code()).isEqualTo("invalid_json");
        assertThat(failure.message())
                .containsPattern("\\(line " + line + ", column [1-9][0-9]*\\)\\.$")
                .doesNotContain("Source", "Jackson", "byte[]", "@", "REDACTED");
    }

    private static Optional<String> model(String body) {
        return RequestBody.read(body.getBytes(StandardCharsets.UTF_8)).model();
    }

    private static Failure failure(String body) {
        return catchThrowableOfType(Refused.class, () -> model(body)).failure();
    }
}
