package dev.sluice.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameClassifierTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": ping",
                "",
                "retry: 3000",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null},\"finish_reason\":null}]}",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3}}",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"}}],\"error\":null}",
            })
    void nothingOfTheAnswerYet(String event) {
        assertThat(first(event)).isEqualTo(FrameKind.PRELUDE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"delta\":{\"content\":\" 1\"}}]}",
                "data:{\"choices\":[{\"delta\":{\"content\":\" 1\"}}]}",
                "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}",
                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}",
                "data: {\"choices\":[{\"text\":\" 1\"}]}",
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
                "data: not json",
                "data: {\"object\":\"something else\"}",
            })
    void partOfTheAnswer(String event) {
        assertThat(first(event)).isEqualTo(FrameKind.CONTENT);
        assertThat(later(event)).isEqualTo(FrameKind.CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"code\":500,\"message\":\"Context size has been exceeded.\"}}",
                "data: {\"error\": {\"message\": \"EngineCore encountered an issue.\", \"code\": 500}}",
                "event: error\ndata: {\"message\":\"x\"}",
                "error: {\"code\":500}",
                ": ping\nevent: error\ndata: {}",
                "data: { \"error\": {\"code\":500}}",
                "id: 7\ndata: {\"error\":{}}",
            })
    void theBackendSaysThatItFailed(String event) {
        assertThat(first(event)).isEqualTo(FrameKind.ERROR);
        assertThat(later(event)).isEqualTo(FrameKind.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: [DONE]", "data:[DONE]", "id: 7\ndata: [DONE]", ": ping\r\ndata: [DONE]"})
    void theEndMarker(String event) {
        assertThat(first(event)).isEqualTo(FrameKind.END);
        assertThat(later(event)).isEqualTo(FrameKind.END);
    }

    @Test
    void anEndMarkerAfterACutCrLf() {
        assertThat(later("\ndata: [DONE]")).isEqualTo(FrameKind.END);
    }

    @Test
    void whatAnErrorSays() {
        assertThat(FrameClassifier.errorMessage(
                        "data: {\"error\":{\"message\":\"No room.\"}}\n\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("No room.");
        assertThat(FrameClassifier.errorMessage("event: error\n\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("without a message");
    }

    @Test
    void textThatQuotesAnEndIsContent() {
        assertThat(later("data: {\"choices\":[{\"delta\":{\"content\":\"data: [DONE]\"}}]}"))
                .isEqualTo(FrameKind.CONTENT);
    }

    private static FrameKind first(String event) {
        return FrameClassifier.beforeContent((event + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private static FrameKind later(String event) {
        byte[] bytes = (event + "\n\n").getBytes(StandardCharsets.UTF_8);
        return FrameClassifier.afterContent(i -> bytes[i], bytes.length);
    }
}
