package dev.sluice.backends.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How requests of a vLLM end that it was told to abort. */
abstract class VllmAbortBehaviour extends VllmBehaviour {

    private static final Request ABORT_ALL = Request.post("/abort_requests", "{\"request_ids\":[]}");
    private static final Request PAUSE = Request.post("/pause?mode=abort", "{}");
    private static final Request RESUME = Request.post("/resume", "{}");
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    @Test
    void whatRunsEndsWithTheReason() throws Exception {
        try (Wire chat = work(Ask.stream(ENDLESS));
                Wire completion = begin(completion(true))) {
            completion.readUntil("\" 2");
            assertThat(ask(ABORT_ALL).body()).isEqualTo("{\"status\":\"aborted\",\"aborted\":2}");
            assertThat(chat.readUntil(LAST_CHUNK))
                    .contains("\"delta\":{\"content\":\"\"},\"logprobs\":null,\"finish_reason\":\"abort\"", "[DONE]");
            assertThat(completion.readUntil(LAST_CHUNK))
                    .contains("\"text\":\"\",\"logprobs\":null,\"finish_reason\":\"abort\"", "[DONE]");
        }
    }

    @Test
    void aStreamThatWaitsEndsWithoutAReason() throws Exception {
        try (Wire first = work(Ask.stream(ENDLESS));
                Wire second = work(Ask.stream(ENDLESS));
                Wire chat = begin(Ask.stream(ENDLESS));
                Wire completion = begin(completion(true))) {
            awaitWork(2, 2);
            ask(ABORT_ALL);
            assertThat(chat.readUntil(LAST_CHUNK))
                    .contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\"}", "[DONE]")
                    .doesNotContain("\"finish_reason\":\"");
            assertThat(completion.readUntil(LAST_CHUNK)).isEqualTo("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
            first.readUntil("[DONE]");
            second.readUntil("[DONE]");
        }
    }

    @Test
    void aWholeAnswerIsShortAndSaysTheReason() throws Exception {
        Request running = Ask.whole(ENDLESS);
        Request waiting = completion(false);
        try (Wire first = new Wire(engine()).send(running);
                Wire second = work(Ask.stream(ENDLESS))) {
            awaitWork(2, 0);
            try (Wire third = new Wire(engine()).send(waiting)) {
                awaitWork(2, 1);
                ask(ABORT_ALL);
                assertThat(aborted(first.read(running)).getJsonObject("usage").getInteger("completion_tokens"))
                        .isPositive();
                assertThat(aborted(third.read(waiting)).getJsonObject("usage").getInteger("completion_tokens"))
                        .isZero();
            }
            second.readUntil("[DONE]");
        }
    }

    private static JsonObject aborted(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        JsonObject body = new JsonObject(answer.body());
        assertThat(body.getJsonArray("choices").getJsonObject(0).getString("finish_reason"))
                .isEqualTo("abort");
        return body;
    }

    @Test
    void aPauseAbortsWhatRunsAndLetsWhatComesWait() throws Exception {
        try (Wire running = work(Ask.stream(ENDLESS))) {
            assertThat(ask(PAUSE).body()).isEqualTo("{\"status\":\"paused\"}");
            assertThat(running.readUntil(LAST_CHUNK)).contains("\"finish_reason\":\"abort\"", "[DONE]");
        }
        try (Wire waiting = begin(Ask.stream(2))) {
            assertThat(get("/is_paused")).isEqualTo("{\"is_paused\":true}");
            assertThat(get("/is_sleeping")).isEqualTo("{\"is_sleeping\":true}");
            assertThat(ask(Request.get("/health")).status()).isEqualTo(200);
            awaitWork(0, 0); // it is not counted
            assertThat(waiting.heard()).isFalse();
            assertThat(ask(RESUME).body()).isEqualTo("{\"status\":\"resumed\"}");
            assertThat(waiting.readUntil(LAST_CHUNK)).contains("\"finish_reason\":\"length\"", "[DONE]");
        }
        assertThat(get("/is_paused")).isEqualTo("{\"is_paused\":false}");
    }

    private String get(String path) throws IOException {
        return ask(Request.get(path)).body();
    }
}
