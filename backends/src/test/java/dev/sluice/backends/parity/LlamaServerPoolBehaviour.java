package dev.sluice.backends.parity;

import static dev.sluice.backends.parity.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a llama-server behaves whose four slots share room for 256 tokens. Its model takes some 5 ms for a token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class LlamaServerPoolBehaviour {

    private static final int OK = 200;
    private static final int FAILED = 500;
    private static final String EXCEEDED =
            "{\"error\":{\"code\":500,\"message\":\"Context size has been exceeded.\",\"type\":\"server_error\"}}";

    private final Executor clients = Executors.newVirtualThreadPerTaskExecutor();

    /** Where it listens. */
    abstract URI engine();

    /** As the engine's own tests ask it, and with what they see. */
    static Stream<Arguments> asks() {
        return Stream.of(
                Arguments.of(List.of(80, 40, 80, 80), List.of(OK, OK, OK, OK)),
                Arguments.of(List.of(70, 70, 70, 70), List.of(FAILED, FAILED, FAILED, FAILED)),
                Arguments.of(List.of(90, 90, 40, 90), List.of(FAILED, FAILED, OK, FAILED)),
                Arguments.of(List.of(90, 90, 40, 75), List.of(OK, OK, OK, OK)));
    }

    @ParameterizedTest
    @MethodSource("asks")
    void whenTheRoomIsFullAllThatStillRunFail(List<Integer> tokens, List<Integer> statuses) {
        List<CompletableFuture<Answer>> answers = tokens.stream()
                .map(count -> CompletableFuture.supplyAsync(() -> ask(completion(count)), clients))
                .toList();
        assertThat(answers).extracting(answer -> answer.join().status()).isEqualTo(statuses);
        assertThat(answers)
                .extracting(CompletableFuture::join)
                .filteredOn(answer -> answer.status() == FAILED)
                .allMatch(answer -> answer.body().equals(EXCEEDED));
    }

    @Test
    void streamsThatFailSaySoAndEndWithoutDone() throws Exception {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            wires.add(new Wire(engine()).send(Ask.stream(90, "A")));
        }
        for (Wire wire : wires) {
            assertThat(wire.readUntil("\r\n0\r\n\r\n"))
                    .contains("\" 50\"", "data: " + EXCEEDED + "\n\n")
                    .doesNotContain("[DONE]", "finish_reason\":\"");
            wire.close();
        }
    }

    @Test
    void anAnswerThatFillsTheRoomEndsThere() {
        JsonObject answer = new JsonObject(ask(completion(1_000)).body());
        assertThat(answer.getInteger("tokens_predicted")).isEqualTo(254);
        assertThat(answer.getString("stop_type")).isEqualTo("limit");
        assertThat(answer.getBoolean("truncated")).isTrue();
    }

    @Test
    void fourWorkAtOnceAndTheFifthWaits() throws Exception {
        LlamaServerState state = new LlamaServerState(engine());
        assertThat(state.slots()).hasSize(4).allMatch(slot -> ((JsonObject) slot).getInteger("n_ctx") == 256);
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            wires.add(new Wire(engine()).send(Ask.stream(50, "A")));
        }
        await().until(() -> state.processing() == 4);
        try (Wire fifth = new Wire(engine()).send(Ask.stream(3, "A"))) {
            await().until(() -> state.deferred() == 1);
            assertThat(fifth.heard()).isFalse();
            fifth.readUntil("[DONE]");
        }
        for (Wire wire : wires) {
            wire.readUntil("\" 50\"");
            wire.close();
        }
    }

    @Test
    void answersOfSeveralSlotsComeInTurns() throws Exception {
        try (Wire one = new Wire(engine()).send(Ask.stream(100, "A"));
                Wire other = new Wire(engine()).send(Ask.stream(100, "A"))) {
            List<Wire> both = List.of(one, other);
            for (int number : IntStream.iterate(10, n -> n <= 90, n -> n + 10).toArray()) {
                for (Wire wire : both) {
                    assertThat(wire.readUntil("\" " + number + "\"")).doesNotContain("[DONE]");
                }
            }
        }
        await().until(() -> new LlamaServerState(engine()).processing() == 0);
    }

    /** Of a prompt of two tokens. */
    private static Request completion(int tokens) {
        JsonObject body = new JsonObject().put("prompt", "A").put("n_predict", tokens);
        return Request.post("/completion", body.put("cache_prompt", false).encode());
    }

    private Answer ask(Request request) {
        try {
            return Wire.ask(engine(), request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
