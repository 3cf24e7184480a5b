package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Heartbeat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** What a person typed wrong is said in a sentence, with exit code 2, and nothing starts. */
class CommandLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serve http://a --key http://a=NOT_SET_ANYWHERE | environment variable NOT_SET_ANYWHERE is not set",
                "serve http://a --key http://b=PATH             | key of http://b",
                "serve http://a --slots http://b=2              | slots of http://b: no such backend",
                "serve http://a --heartbeat ping                | comment, comment-line, blank, off",
                "serve http://a --allow-origin localhost        | not the origin of a web page",
                "serve http://a http://a --port 70000           | port 70000",
                "serve http://a http://a --port 70000           | backend http://a: named twice",
                "demo --allow-origin http://a/b                 | not the origin of a web page",
                "demo --port 70000                              | port 70000",
                "doctor                                         | no backends",
                "doctor http://a --slots http://b=2             | slots of http://b: no such backend",
                "doctor http://a --key http://a=NOT_SET_HERE    | environment variable NOT_SET_HERE is not set",
                "backend tgi                                    | is not an engine; there are: llama-server, vllm",
                "backend vllm --preset h100                     | is not a preset; there are: tinyllama-cpu",
                "backend vllm --fault explode                   | is not a fault; there are: refuse, hang",
                "backend vllm --faster 0                        | --faster 0.0: expected",
                "backend llama-server --slots 0                 | --slots and --context: expected 1 to",
                "backend vllm --slots many                      | is not an int",
                "backend vllm --text /nowhere                   | The text cannot be read: /nowhere",
                "backend vllm --port 70000                      | no port 70000: expected 0 to 65535",
                "serve                                          | no backends",
                "serve http://a --nonsense                      | Unknown option"
            })
    void aMistakeIsExplained(String line, String says) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(SluiceCommand.run(line.split(" "))).isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(says).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @CsvSource({"comment, COMMENT", "comment-line, COMMENT_LINE", "blank, BLANK", "off, OFF"})
    void everyFormOfHeartbeatHasAName(String typed, Heartbeat.Style style) {
        assertThat(new HeartbeatStyle().convert(typed)).isEqualTo(style);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "COMMENT", "comment_line", "ping"})
    void noOtherNameIsOne(String typed) {
        assertThatThrownBy(() -> new HeartbeatStyle().convert(typed))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("comment, comment-line, blank, off");
    }
}
