package dev.sluice.backends.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordingTest {

    @Test
    void aBodyIsWhatTheChunksHold() {
        String body = Recording.named("vllm-abort-waiting-chat").body();
        assertThat(body).startsWith("data: {\"id\":\"chatcmpl-").endsWith("}\n\ndata: [DONE]\n\n");
        assertThat(body.lines().filter(line -> !line.isEmpty())).hasSize(2);
    }

    @Test
    void aBodyOfALengthIsAsItIs() {
        Recording overflow = Recording.named("vllm-overflow");
        assertThat(overflow.status()).isEqualTo(400);
        assertThat(overflow.body())
                .startsWith("{\"error\":{")
                .endsWith("\"code\":400}}")
                .hasSize(332);
    }

    @Test
    void ofACutRecordingTheBodyIsABeginning() {
        Recording recording = Recording.named("llama-chat-stream");
        assertThat(IntStream.rangeClosed(0, recording.length()).mapToObj(recording::body))
                .allMatch(recording.body()::startsWith)
                .contains("", recording.body());
    }

    @Test
    void whatWasNotRecordedIsNamed() {
        assertThatThrownBy(() -> Recording.named("nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no recording is called nope");
    }
}
