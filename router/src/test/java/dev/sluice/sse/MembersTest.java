package dev.sluice.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {}",
                "{\"error\":null} | {}",
                "{\"a\":1.50,\"error\" : null,\"b\":[ 1 ]} | {\"a\":1.50,\"b\":[ 1 ]}",
                "{\"__verbose\":{\"prompt\":\"é\"}, \"a\":\"é\"} | {\"a\":\"é\"}",
                "{\"a\":{\"error\":null,\"__verbose\":1}} | {\"a\":{\"error\":null,\"__verbose\":1}}"
            })
    void whatStaysKeepsItsBytes(String object, String kept) throws Exception {
        assertThat(bearable(object, StandardCharsets.UTF_8)).isEqualTo(kept);
    }

    @Test
    void anotherEncodingStaysAsItIs() throws Exception {
        String object = "{\"error\":null,\"a\":1}";
        assertThat(bearable(object, StandardCharsets.UTF_16LE)).isEqualTo(object);
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> bearable("[1]", StandardCharsets.UTF_8)).isInstanceOf(IOException.class);
    }

    private static String bearable(String object, Charset encoding) throws IOException {
        return new String(Members.bearable(object.getBytes(encoding)), encoding);
    }
}
