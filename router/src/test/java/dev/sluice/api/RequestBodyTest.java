package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.relay.Body;
import dev.sluice.relay.Failure;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                        | 1",
                "{\"n\":3}                                 | 3",
                "{\"n\":2,\"n\":5}                         | 5",
                "{\"messages\":[{\"n\":7}],\"n\":2}        | 2",
                "{\"prompt\":\"a\"}                        | 1",
                "{\"prompt\":[\"a\"]}                      | 1",
                "{\"prompt\":[\"a\",\"b\",\"c\"]}          | 3",
                "{\"prompt\":[1,2,3]}                      | 1",
                "{\"prompt\":[[1,2],[3],[4,5,6]]}          | 3",
                "{\"prompt\":[12,\"a\",34]}                | 1",
                "{\"prompt\":[\"a\",[1,2]]}                | 2",
                "{\"prompt\":[{\"a\":[1]},{\"b\":[[2]]}]}  | 2",
                "{\"prompt\":{\"a\":[\"b\",\"c\"]}}        | 1",
                "{\"prompt\":[]}                           | 1",
                "{\"prompt\":null}                         | 1",
                "{\"messages\":[\"a\",\"b\"]}              | 1",
                "{\"prompt\":[\"a\",\"b\"],\"stop\":[1],\"n\":4}  | 8",
                "{\"n\":4,\"stop\":[\"x\"],\"prompt\":[\"a\",\"b\"]} | 8",
                "{\"prompt\":[\"a\",\"b\"],\"prompt\":\"c\"} | 1",
                "{\"n\":2147483647,\"prompt\":[\"a\",\"b\"]} | 2147483647"
            })
    void sequencesAreTheAnswersThatAreAskedFor(String body, int sequences) {
        assertThat(read(body).sequences()).isEqualTo(sequences);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "2.0", "1e3", "\"2\"", "null", "true", "[2]", "{}", "99999999999"})
    void aNumberOfAnswersThatMakesNoSenseIsTheBackendsToRefuse(String n) {
        assertThat(read("{\"n\":" + n + "}").sequences()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "null, false", "'\"true\"', false", "1, false"})
    void onlyTrueAsksForAStream(String value, boolean stream) {
        assertThat(read("{\"stream\":" + value + "}").stream()).isEqualTo(stream);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"max_tokens\":5}                                   | 5",
                "{\"max_tokens\":5,\"max_completion_tokens\":7}       | 7",
                "{\"max_completion_tokens\":7,\"max_tokens\":5}       | 7",
                "{\"max_tokens\":5,\"n_predict\":9}                   | 9",
                "{\"max_tokens\":5,\"max_completion_tokens\":null}    | 5",
                "{\"max_tokens\":5,\"max_completion_tokens\":-1}      | 5",
                "{\"max_tokens\":0}                                   | ",
                "{\"max_tokens\":\"5\"}                               | ",
                "{\"max_tokens\":5.5}                                 | ",
                "{\"messages\":[{\"max_tokens\":5}]}                  | ",
                "{}                                                   | "
            })
    void theLargestLimitThatMakesSenseCounts(String body, Integer most) {
        assertThat(read(body).maxTokens()).isEqualTo(most == null ? OptionalInt.empty() : OptionalInt.of(most));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"messages\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}]}]}  | true",
                "{\"messages\":[{\"content\":[{\"image_url\":\"u\"}]}]}                          | true",
                "{\"messages\":[{\"content\":[{\"type\":\"image_url\"}]}]}                       | true",
                "{\"messages\":[{\"content\":\"a\",\"images\":[\"iVBO\"]}]}                      | true",
                "{\"messages\":[{\"content\":\"a\",\"images\":[]}]}                              | false",
                "{\"messages\":[{\"content\":\"image_url\"}]}                                    | false",
                "{\"messages\":[{\"content\":[{\"type\":\"text\",\"text\":\"image_url\"}]}]}     | false",
                "{\"image_url\":\"u\",\"images\":[\"a\"],\"messages\":[]}                        | false",
                "{\"tools\":[{\"type\":\"image_url\",\"image_url\":1}],\"messages\":[]}          | false",
                "{\"messages\":[{\"images\":[1]}],\"messages\":[{\"content\":\"a\"}]}            | false"
            })
    void picturesAreFoundInMessages(String body, boolean pictures) {
        assertThat(read(body).pictures()).isEqualTo(pictures);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input\":\"a\"}                  | 1",
                "{\"input\":[\"a\",\"b\",\"c\"]}    | 3",
                "{\"input\":[1,2,3]}                | 1",
                "{\"input\":[[1,2],[3]]}            | 2",
                "{\"input\":[]}                     | 1",
                "{\"prompt\":[\"a\",\"b\"]}         | 1",
                "{}                                 | 1"
            })
    void inputsAreCounted(String body, int inputs) {
        assertThat(read(body).inputs()).isEqualTo(inputs);
    }

    @Test
    void whatIsTooMuchForTheLoopIsLeftAlone() {
        Buffer body = Buffer.buffer("{\"image\":\"" + "A".repeat(EarlyLook.MOST) + "\",\"model\":\"a\"}");
        EarlyLook early = new EarlyLook();
        early.more(body);
        assertThat(early.end()).isEmpty();
        assertThat(RequestBody.read(cut(body, 8_192)).model()).hasValue("a");
    }

    /** Of a body that comes byte by byte no byte is looked at again and again. */
    @Test
    @Timeout(20)
    void blanksThatComeOneByOneCostNoMoreThanOthers() {
        EarlyLook early = new EarlyLook();
        early.more(Buffer.buffer("{"));
        for (int i = 0; i < EarlyLook.MOST - 100; i++) {
            early.more(Buffer.buffer(" "));
        }
        early.more(Buffer.buffer("\"model\":\"a\"}"));
        assertThat(early.end().flatMap(RequestBody::model)).hasValue("a");
    }

    private static Optional<String> model(String body) {
        return read(body).model();
    }

    /** Seen as a whole. However it is cut when it arrives, the same is seen, or it is left to the look at the whole. */
    private static RequestBody read(String text) {
        Buffer body = Buffer.buffer(text);
        try {
            RequestBody whole = RequestBody.read(cut(body, 7));
            if (body.length() <= EarlyLook.MOST) {
                assertThat(early(body)).allSatisfy(early -> assertThat(early).hasValue(whole));
            }
            return whole;
        } catch (Refused refused) {
            assertThat(early(body)).allSatisfy(early -> assertThat(early).isEmpty());
            throw refused;
        }
    }

    private static Stream<Optional<RequestBody>> early(Buffer body) {
        return IntStream.of(1, 2, 3, 7, 64, body.length() + 1).mapToObj(size -> {
            EarlyLook look = new EarlyLook();
            cut(body, size).pieces().forEach(look::more);
            return look.end();
        });
    }

    private static Body cut(Buffer body, int size) {
        List<Buffer> pieces = new ArrayList<>();
        for (int from = 0; from < body.length(); from += size) {
            pieces.add(body.getBuffer(from, Math.min(from + size, body.length())));
        }
        return new Body(pieces, body.length());
    }

    private static Failure failure(String body) {
        return catchThrowableOfType(Refused.class, () -> model(body)).failure();
    }
}
