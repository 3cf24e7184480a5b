package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.Needs;
import dev.sluice.fixture.Backends;
import dev.sluice.pool.Ability;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Traits;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnNameTest {

    private static final List<String> VALUES = List.of(
            "1",
            "-0.50e+3",
            "true",
            "null",
            "\"model\"",
            "\"é…😀 \\u00e9\\\"\\\\ \\n\"",
            "[]",
            "{}",
            "\"\"",
            "{\"model\":\"nested\",\"a\":[{\"model\":null}]}",
            "[\"model\",{\"model\":\"deep\"},[1, 2 ,3]]");

    private static final List<String> NAMES =
            List.of("\"messages\"", "\"Model\"", "\"model \"", "\"mod\\u00e9l\"", "\"é\"", "\"\"", "\"stream\"");

    private static final List<String> OURS = List.of("\"model\"", "\"mod\\u0065l\"", "\"\\u006d\\u006fdel\"");
    private static final List<String> MODELS = List.of("\"a\"", "null", "\"\"", "\"\\\"b\\\"\\\\\"", "\"😀\"");
    private static final List<String> BLANKS = List.of("", "", "", " ", "\n", "\t\r\n  ");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"a\",\"n\":1}           | {\"model\":\"own\",\"n\":1}",
                "{\"n\":1, \"model\" : null }        | {\"n\":1, \"model\" : \"own\" }",
                "{\"model\":\"a\",\"n\":1,\"model\":\"b\"} | {\"model\":\"own\",\"n\":1,\"model\":\"own\"}",
                "{\"n\":{\"model\":\"a\"}}           | {\"model\":\"own\",\"n\":{\"model\":\"a\"}}",
                " { \"n\":1}                         | {\"model\":\"own\", \"n\":1}",
                "{}                                  | {\"model\":\"own\"}",
                "{ }                                 | {\"model\":\"own\" }"
            })
    void theNameIsReplacedOrPutInFrontAndNothingElse(String body, String expected) {
        assertThat(write("own", body, 3)).isEqualTo(expected);
    }

    @Test
    void aNameIsEscaped() {
        String id = "C:\\models\\\"é\".gguf";
        assertThat(new JsonObject(write(id, "{\"n\":1}", 2)).getString("model")).isEqualTo(id);
    }

    @Test
    void aByteOrderMarkStaysInFront() {
        assertThat(write("own", "\uFEFF{\"model\":\"a\"}", 5)).isEqualTo("\uFEFF{\"model\":\"own\"}");
        assertThat(write("own", "\uFEFF{\"n\":1}", 5)).isEqualTo("\uFEFF{\"model\":\"own\",\"n\":1}");
    }

    /** What is between members, and every other member, keeps its bytes, however the body is cut into pieces. */
    @Test
    void ofAnyBodyAllElseStays() {
        Random random = new Random(7);
        for (int run = 0; run < 5_000; run++) {
            List<String> parts = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            boolean named = false;
            int members = random.nextInt(6);
            for (int i = 0; i < members; i++) {
                boolean ours = random.nextInt(3) == 0;
                String before = pick(BLANKS, random) + pick(ours ? OURS : NAMES, random) + pick(BLANKS, random) + ":"
                        + pick(BLANKS, random);
                String after = pick(BLANKS, random) + (i == members - 1 ? "" : ",");
                String value = pick(ours ? MODELS : VALUES, random);
                parts.add(before + value + after);
                expected.add(before + (ours ? "\"own/é\"" : value) + after);
                named |= ours;
            }
            String blank = pick(BLANKS, random);
            String first = members == 0 ? "\"model\":\"own/é\"" : "\"model\":\"own/é\",";
            String body = blank + "{" + String.join("", parts) + "}" + blank;
            String wanted = blank + "{" + (named ? "" : first) + String.join("", expected) + "}" + blank;
            String written = write("own/é", body, 1 + random.nextInt(40));
            assertThat(written).as(body).isEqualTo(wanted);
            assertThat(new JsonObject(written).getString("model")).isEqualTo("own/é");
            assertThat(without(written)).isEqualTo(without(body));
        }
    }

    /** On an event loop nobody would catch an exception, and the lease would never be given back. */
    @Test
    void aBodyThatCannotBeReadAgainIsAFailureAndNoException() {
        Buffer cut = Buffer.buffer("{\"n\":");
        Inference inference = new Inference(
                "/v1/chat/completions",
                Ability.CHAT,
                "counting",
                Optional.of("other"),
                Needs.PLAIN,
                false,
                false,
                1,
                MultiMap.caseInsensitiveMultiMap(),
                new Body(List.of(cut), cut.length()));
        Backend backend = Backends.up("a", "http://a:80", Traits.UNKNOWN, "counting");
        Vertx vertx = Vertx.vertx();
        try {
            assertThat(OwnName.write(vertx, inference, backend, backend.models().getFirst())
                            .failed())
                    .isTrue();
        } finally {
            vertx.close().await();
        }
    }

    private static JsonObject without(String body) {
        JsonObject json = (JsonObject) Json.decodeValue(body);
        json.remove("model");
        return json;
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    /** The body as it goes out, after it came in pieces of so many bytes. Its length must be right. */
    private static String write(String id, String body, int size) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<Buffer> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            pieces.add(Buffer.buffer(bytes).getBuffer(from, Math.min(bytes.length, from + size)));
        }
        Body written = OwnName.write(id, new Body(pieces, bytes.length));
        Buffer all = Buffer.buffer();
        written.pieces().forEach(all::appendBuffer);
        assertThat(written.length()).isEqualTo(all.length());
        assertThat(written.pieces()).allMatch(piece -> piece.length() > 0);
        return all.toString(StandardCharsets.UTF_8);
    }
}
