package dev.sluice.sse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fuzz.FuzzedStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What is cut out of a chunk is all that is missing from it. */
class MembersFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    @FuzzTest
    void onlyWhatCannotBeBorneIsCutOut(FuzzedDataProvider input) throws IOException {
        byte[] text = FuzzedStream.rest(input, 100);
        Optional<ObjectNode> object = object(text);
        if (object.isEmpty()) {
            return;
        }
        byte[] kept = Members.bearable(text);
        ObjectNode expected = object.get();
        expected.remove(Members.VERBOSE);
        if (expected.path("error").isNull()) {
            expected.remove("error");
        }
        assertThat(JSON.readTree(kept)).isEqualTo(expected);
        assertThat(isSubsequence(latin1(kept), latin1(text))).as(latin1(kept)).isTrue();
    }

    private static Optional<ObjectNode> object(byte[] text) {
        try {
            JsonNode read = JSON.readTree(text);
            return read instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isSubsequence(String kept, String text) {
        int at = 0;
        for (int i = 0; i < text.length() && at < kept.length(); i++) {
            at += text.charAt(i) == kept.charAt(at) ? 1 : 0;
        }
        return at == kept.length();
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
