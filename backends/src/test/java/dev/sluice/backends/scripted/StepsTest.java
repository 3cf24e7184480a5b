package dev.sluice.backends.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each step does to the bytes and to the connection. */
class StepsTest {

    private static final TableReader READER = new TableReader(new Words());

    private static Steps steps(String yaml) {
        return READER.steps("test.yaml", yaml);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[send: abc]                                      | abc",
                "[{send: abc, pieces: [1, 5]}]                    | abc",
                "[hex: 616263]                                    | abc",
                "[chunk: é]                                       | `2\r\né\r\n`",
                "[{chunk: abcde, pieces: [1, 3]}, then: end]      | `1\r\na\r\n3\r\nbcd\r\n1\r\ne\r\n0\r\n\r\n`",
                "[{repeat: 3, steps: [send: a, send: b]}]         | ababab",
                "[send: a, then: fin]                             | a",
                "[send: a, then: half-close]                      | a",
                "[send: a, wait: 1, send: b]                      | ab",
                "[{recording: llama-overflow, until: 12}]         | HTTP/1.1 400",
                "[{answer: 429, type: t, headers: ['A: b'], body: c}] | `HTTP/1.1 429 Whatever\r\nContent-Type: t\r\nContent-Length: 1\r\nA: b\r\n\r\nc`",
                "[stream: t]                                      | `HTTP/1.1 200 OK\r\nContent-Type: t\r\nTransfer-Encoding: chunked\r\n\r\n`",
            })
    void whatIsSent(String yaml, String sent) throws Exception {
        assertThat(Caller.answer(steps(yaml))).isEqualTo(sent);
    }

    @Test
    void aRecordingIsSentByteForByte() throws Exception {
        Recording recording = Recording.named("vllm-chat-stream");
        String bytes = new String(recording.first(recording.length()), StandardCharsets.UTF_8);
        assertThat(Caller.answer(steps("[{recording: vllm-chat-stream, pieces: [7]}]")))
                .isEqualTo(bytes);
    }

    @Test
    void piecesAreSentOneByOne() {
        assertThat(Pieces.of("abcdefg".getBytes(StandardCharsets.US_ASCII), new Pieces(List.of(1, 4, 1))))
                .extracting(piece -> new String(piece, StandardCharsets.US_ASCII))
                .containsExactly("a", "bcde", "f", "g");
    }

    @Test
    void aResetIsSeenAsAReset() {
        assertThatThrownBy(() -> Caller.answer(steps("[then: reset]"))).isInstanceOf(SocketException.class);
    }

    @ParameterizedTest
    @CsvSource({"nothing, '', ''", "head, POST /, ''", "all, POST /, {}"})
    void soMuchOfARequestIsRead(String reading, String line, String body) throws Exception {
        try (var backend = new ScriptedBackend(steps("[read: " + reading + ", then: fin]"));
                var caller = new Caller(backend)) {
            assertThat(caller.rest()).isEmpty();
            assertThat(backend.calls()).singleElement().satisfies(call -> {
                assertThat(call.line()).isEqualTo(line);
                assertThat(call.body()).isEqualTo(body);
            });
        }
    }

    @Test
    void aStallLastsUntilTheCallerLeaves() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Steps stall = steps("[send: a, then: half-close, then: stall]");
        Script script = call -> {
            stall.answer(call);
            over.countDown();
        };
        try (var backend = new ScriptedBackend(script)) {
            try (var caller = new Caller(backend)) {
                assertThat(caller.rest()).isEqualTo("a");
                assertThat(backend.idle()).isFalse();
            }
            over.await();
        }
    }

    @Test
    void whoeverIsConnectedStaysSoWhenOthersAreRefused() throws Exception {
        try (var backend = new ScriptedBackend(steps("[then: refuse, send: a, then: stall]"));
                var caller = new Caller(backend)) {
            assertThat(caller.next(1)).isEqualTo("a");
            assertThatThrownBy(() -> new Caller(backend)).isInstanceOf(ConnectException.class);
            backend.revive();
            new Caller(backend).close();
        }
    }
}
