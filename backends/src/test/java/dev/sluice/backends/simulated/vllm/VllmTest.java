package dev.sluice.backends.simulated.vllm;

import static dev.sluice.backends.simulated.vllm.VllmClient.CHAT;
import static dev.sluice.backends.simulated.vllm.VllmClient.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.simulated.Fault;
import dev.sluice.backends.simulated.Json;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.vllm.VllmClient.Events;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VllmTest {

    /** An answer of a thousand tokens takes ten seconds: longer than any test needs to end it. */
    private static final Vllm SLOW = Vllm.USUAL.at(new Speed(0, TimeUnit.MILLISECONDS.toNanos(10), 0, 0));

    private static final String LONG = "\"max_tokens\":1000";

    private static final String ERROR =
            "{\"error\": {\"message\": \"EngineCore encountered an issue. See stack trace (above) for the root cause.\","
                    + " \"type\": \"InternalServerError\", \"param\": null, \"code\": 500}}";

    private final Vertx vertx = Vertx.vertx();
    private SimulatedBackend backend;
    private VllmClient client;

    @BeforeEach
    void startUsual() {
        backend = SimulatedBackend.start(vertx, Vllm.USUAL, 0).await();
        client = new VllmClient(backend);
    }

    /** One with other settings, instead of the usual one. */
    private void start(Vllm engine) {
        client.close();
        backend = SimulatedBackend.start(vertx, engine, 0).await();
        client = new VllmClient(backend);
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close().await();
    }

    @Test
    void theHeadOfAStreamComesWhileItWaits() throws Exception {
        start(SLOW.slots(1));
        try (Events running = client.stream(CHAT, LONG);
                Events waiting = client.stream(CHAT, LONG)) {
            assertThat(running.next()).contains("\"role\":\"assistant\"");
            assertThat(waiting.status()).isEqualTo(200);
            assertThat(client.metric("num_requests_running{")).isEqualTo(1);
            assertThat(client.metric("num_requests_waiting{")).isEqualTo(1);
            assertThat(client.metric("num_requests_waiting_by_reason{engine=\"0\",model_name=\"counting\","
                            + "reason=\"capacity\"}"))
                    .isEqualTo(1);
            assertThat(client.metric("kv_cache_usage_perc{")).isPositive();
        }
    }

    @Test
    void aRunningStreamThatIsGivenUpEndsInAbort() throws Exception {
        backend.begin(Fault.parse("abort?token=2")).await();
        List<String> events = client.stream(CHAT, LONG).rest();
        assertThat(events).hasSize(5).last().isEqualTo("[DONE]");
        assertThat(events.get(3))
                .contains(
                        "\"delta\":{\"content\":\"\"},\"logprobs\":null,\"finish_reason\":\"abort\",\"stop_reason\":null,"
                                + "\"token_ids\":null}],\"system_fingerprint\":");
    }

    @Test
    void aStreamThatIsGivenUpBeforeItsFirstTokenHasNoReason() throws Exception {
        backend.begin(Fault.parse("abort")).await();
        List<String> chat = client.stream(CHAT, LONG).rest();
        assertThat(chat).hasSize(2).last().isEqualTo("[DONE]");
        assertThat(chat.getFirst()).contains("\"role\":\"assistant\"").contains("\"finish_reason\":null");
        assertThat(client.stream(TEXT, LONG).rest()).containsExactly("[DONE]");
    }

    @Test
    void anAnswerInOneThatIsGivenUpIsA200() throws Exception {
        backend.begin(Fault.parse("abort?token=3")).await();
        HttpResponse<String> answer = client.whole(CHAT, LONG);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode choice = Json.parse(answer.body()).at("/choices/0");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("abort");
        assertThat(choice.at("/message/content").asText()).isEqualTo(" 1 2 3");
        assertThat(client.metric("request_success_total{engine=\"0\",finished_reason=\"abort\""))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aStreamOfAFailedEngineEndsInAnErrorAndDone(int tokens) throws Exception {
        backend.begin(Fault.parse("error?token=" + tokens)).await();
        List<String> events = client.stream(TEXT, LONG).rest();
        assertThat(events).hasSize(tokens + 2);
        assertThat(events.subList(tokens, tokens + 2)).containsExactly(ERROR, "[DONE]");
    }

    @Test
    void anAnswerInOneOfAFailedEngineIsA500() throws Exception {
        backend.begin(Fault.parse("error?token=3&times=1")).await();
        HttpResponse<String> answer = client.whole(CHAT, LONG);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(Json.parse(answer.body())).isEqualTo(Json.parse(ERROR));
        assertThat(client.whole(CHAT, "\"max_tokens\":1").statusCode()).isEqualTo(200);
    }

    @Test
    void anEngineThatHangsSaysThatAllIsWell() throws Exception {
        try (Events stream = client.stream(TEXT, LONG)) {
            assertThat(text(stream.next())).isEqualTo(" 1");
            backend.begin(Fault.parse("hang")).await();
            assertThat(client.get("/health").statusCode()).isEqualTo(200);
            try (Events second = client.stream(TEXT, "\"max_tokens\":2")) {
                assertThat(second.status()).isEqualTo(200);
                assertThat(client.metric("num_requests_running{")).isEqualTo(1);
                assertThat(client.metric("num_requests_waiting{")).isZero();
                backend.end(Fault.Kind.HANG).await();
                assertThat(text(second.next())).isEqualTo(" 1");
            }
            assertThat(text(stream.next())).isEqualTo(" 2");
        }
    }

    @Test
    void whoFindsTheQueueFullGetsA503() throws Exception {
        start(SLOW.slots(1).queue(3));
        try (Events one = client.stream(CHAT, LONG + ",\"n\":2")) {
            assertThat(one.status()).isEqualTo(200);
            HttpResponse<String> refused = client.whole(CHAT, LONG + ",\"n\":2");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(Json.parse(refused.body()).at("/error/type").asText()).isEqualTo("Service Unavailable");
            try (Events last = client.stream(CHAT, LONG)) {
                assertThat(last.status()).isEqualTo(200);
                assertThat(client.stream(CHAT, LONG).status()).isEqualTo(503);
            }
        }
        assertThat(client.metric("admission_rejections_total{model_name=\"counting\",reason=\"max_num_queued_reqs\""))
                .isEqualTo(2);
        assertThat(backend.tally().asked()).isEqualTo(2);
    }

    @Test
    void aPauseGivesUpWhatRunsAndHoldsWhatComes() throws Exception {
        start(SLOW.slots(1));
        try (Events running = client.stream(TEXT, LONG);
                Events waiting = client.stream(TEXT, LONG)) {
            running.next();
            assertThat(client.tell("/pause", "{}").path("status").asText()).isEqualTo("paused");
            List<String> end = running.rest();
            assertThat(end.get(end.size() - 2)).contains("\"finish_reason\":\"abort\"");
            assertThat(waiting.rest()).containsExactly("[DONE]");
        }
        assertThat(client.get("/is_paused").body()).isEqualTo("{\"is_paused\":true}");
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
        try (Events held = client.stream(TEXT, "\"max_tokens\":2")) {
            assertThat(client.metric("num_requests_running{")).isZero();
            assertThat(client.metric("num_requests_waiting{")).isZero();
            client.tell("/resume", "{}");
            assertThat(held.rest()).hasSize(3);
        }
        assertThat(client.get("/is_paused").body()).isEqualTo("{\"is_paused\":false}");
    }

    @Test
    void oneThatLeavesDuringAPauseIsNeverWorkedOn() throws Exception {
        client.tell("/pause", "{}");
        client.stream(TEXT, LONG).close();
        await().until(() -> backend.tally().left() == 1);
        client.tell("/resume", "{}");
        assertThat(client.metric("prefix_cache_queries_total{")).isZero();
    }

    @Test
    void aRequestIsGivenUpByItsId() throws Exception {
        start(SLOW);
        try (Events meant = client.stream(TEXT, LONG);
                Events other = client.stream(TEXT, LONG)) {
            String id = Json.parse(meant.next()).path("id").asText();
            JsonNode answer = client.tell("/abort_requests", "{\"request_ids\":[\"" + id + "\"]}");
            assertThat(answer.toString()).isEqualTo("{\"status\":\"aborted\",\"aborted\":1}");
            assertThat(meant.rest()).last().isEqualTo("[DONE]");
            await().until(() -> client.metric("num_requests_running{") == 1);
            assertThat(client.tell("/abort_requests", "{}").path("aborted").asInt())
                    .isEqualTo(1);
            assertThat(other.rest()).last().isEqualTo("[DONE]");
        }
    }

    @Test
    void whoSaysThatNothingMoreWillBeSentHasLeft() throws Exception {
        start(SLOW);
        try (Socket socket = socket()) {
            socket.getOutputStream().write(request(VllmClient.body(TEXT, LONG + ",\"stream\":true")));
            await().until(() -> client.metric("num_requests_running{") == 1);
            socket.shutdownOutput();
            String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(all)
                    .startsWith("HTTP/1.1 200 OK")
                    .doesNotContain("[DONE]")
                    .doesNotEndWith("0\r\n\r\n");
        }
        await().until(() -> client.metric("num_requests_running{") == 0);
        assertThat(backend.tally().left()).isEqualTo(1);
        assertThat(client.metric("request_success_total{engine=\"0\",finished_reason=\"abort\""))
                .isZero();
    }

    @Test
    void whoLeavesFreesWhatWorkedForItAnswerInOneOrNot() throws Exception {
        start(SLOW.slots(1));
        CompletableFuture<HttpResponse<String>> whole = client.later(TEXT, LONG);
        await().until(() -> client.metric("num_requests_running{") == 1);
        try (Events waiting = client.stream(TEXT, "\"max_tokens\":1")) {
            assertThat(whole.cancel(true)).isTrue();
            assertThat(waiting.rest()).hasSize(2);
        }
        assertThat(backend.tally().left()).isEqualTo(1);
    }

    @Test
    void onceToldToStopItRefusesAndItsStreamsAreSilent() throws Exception {
        start(SLOW);
        try (Events stream = client.stream(TEXT, LONG)) {
            stream.next();
            backend.terminate().await();
            await().untilAsserted(() -> assertThatThrownBy(this::socket).isInstanceOf(ConnectException.class));
            assertThat(backend.tally().open()).isEqualTo(1);
        }
        await().until(() -> backend.tally().left() == 1);
        backend.revive().await();
        assertThat(client.whole(TEXT, "\"max_tokens\":1").statusCode()).isEqualTo(200);
    }

    @Test
    void itRefusesWhileItLoadsAndThenServes() {
        start(Vllm.USUAL.loading(Duration.ofSeconds(2)));
        await().untilAsserted(() -> assertThatThrownBy(this::socket).isInstanceOf(ConnectException.class));
        await().ignoreExceptions().until(() -> client.get("/health").statusCode() == 200);
    }

    @Test
    void aClientOfHttp10GetsItsStreamToTheEnd() throws Exception {
        try (Socket socket = socket()) {
            String body = VllmClient.body(TEXT, "\"max_tokens\":2,\"stream\":true");
            String request = new String(request(body), UTF_8).replace("HTTP/1.1", "HTTP/1.0");
            socket.getOutputStream().write(request.getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .contains("connection: close\r\n\r\ndata: {")
                    .endsWith("\n\ndata: [DONE]\n\n");
        }
    }

    @Test
    void aConnectionBringsAnyNumberOfRequests() throws Exception {
        for (int i = 0; i < 150; i++) {
            assertThat(client.get("/health").headers().firstValue("connection")).isEmpty();
        }
    }

    @Test
    void aPromptIsFoundAgainByItsBlocks() throws Exception {
        String prompt = "{\"prompt\":\"" + "x".repeat(40) + "\",\"max_tokens\":2}";
        client.tell(TEXT, prompt);
        client.tell(TEXT, prompt);
        assertThat(client.metric("prefix_cache_queries_total{")).isEqualTo(80);
        assertThat(client.metric("prefix_cache_hits_total{")).isEqualTo(32);
        assertThat(client.metric("prompt_tokens_total{")).isEqualTo(80);
        assertThat(client.metric("generation_tokens_total{")).isEqualTo(4);
        assertThat(client.metric("request_success_total{engine=\"0\",finished_reason=\"length\""))
                .isEqualTo(2);
    }

    @Test
    void whoMustMakeRoomGoesOnAsIfNothingHadBeen() throws Exception {
        start(Vllm.USUAL.kv(256, 16));
        JsonNode answer = client.tell(TEXT, "{\"prompt\":[\" 100\",\" 500\"],\"max_tokens\":180}");
        assertThat(answer.at("/choices/0/text").asText())
                .startsWith(" 101 102 ")
                .endsWith(" 279 280");
        assertThat(answer.at("/choices/1/text").asText())
                .startsWith(" 501 502 ")
                .endsWith(" 679 680");
        assertThat(client.metric("num_preemptions_total{")).isPositive();
        assertThat(client.metric("generation_tokens_total{")).isEqualTo(360);
    }

    private Socket socket() throws Exception {
        return new Socket(
                InetAddress.getLoopbackAddress(), URI.create(backend.url()).getPort());
    }

    private static byte[] request(String body) {
        return ("POST " + TEXT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(UTF_8);
    }

    private static String text(String event) throws Exception {
        return Json.parse(event).at("/choices/0/text").asText();
    }
}
