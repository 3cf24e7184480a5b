package dev.sluice;

import static dev.sluice.fixture.RawConnection.chat;
import static dev.sluice.fixture.RawConnection.get;
import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.Answer;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers that a backend sees of its client, and those that the client sees of the router. */
class HeadersTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    private static ScriptedBackend backend;
    private static RunningRouter router;

    @BeforeAll
    static void start() {
        backend = new ScriptedBackend(
                "llamacpp",
                call -> {
                    if (call.body().contains("\"fail\"")) {
                        call.answer(500, "{}");
                    } else if (call.body().contains("\"stream\":true")) {
                        counts(3).answer(call);
                    } else {
                        call.answer(200, WHOLE);
                    }
                },
                "counting",
                "z\u00e4hlend");
        router = RunningRouter.inFrontOf(backend);
    }

    @AfterAll
    static void stop() {
        router.close();
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user-agent: curl/8.5.0",
                "accept-language: de",
                "openai-organization: org-1",
                "x-stainless-lang: python",
                "x-session-id: 17",
                "x-data-parallel-rank: 3",
                "endpoint-load-metrics-format: text"
            })
    void whatIsMeantForWhoeverServesIsPassedOn(String header) throws Exception {
        assertThat(seenOf(header)).containsOnlyOnce(header);
    }

    @Test
    void aHeaderThatComesTwiceIsPassedOnTwice() throws Exception {
        assertThat(seenOf("x-custom: 1\r\nX-Custom: 2")).contains("x-custom: 1", "x-custom: 2");
    }

    /** With a value that is found in none of ours. */
    static final List<String> KEPT_BACK = Stream.of(
                    "Keep-Alive: timeout=@",
                    "TE: @",
                    "Trailer: @",
                    "Upgrade: @",
                    "Proxy-Authorization: @",
                    "Proxy-Connection: @",
                    "Origin: @",
                    "Referer: @",
                    "Cookie: @",
                    "Authorization: Bearer @",
                    "X-API-Key: @",
                    "api-key: @",
                    "X-Conversation-Id: @",
                    "Accept: @",
                    "Accept-Encoding: @",
                    "Content-Type: @",
                    "Sec-Fetch-Site: @",
                    "Access-Control-Request-Method: @",
                    "Forwarded: for=@",
                    "X-Forwarded-For: @",
                    "X-Forwarded-Host: @",
                    "X-Real-IP: @",
                    "X-Sluice-Decision: @",
                    "Connection: close, x-hop, X-Other\r\nX-Hop: @\r\nx-other: @",
                    "Connection: x-hop\r\nConnection: x-other\r\nX-Hop: @\r\nx-other: @")
            .map(header -> header.replace("@", "between-us"))
            .toList();

    @ParameterizedTest
    @FieldSource("KEPT_BACK")
    void whatIsBetweenTheClientAndUsIsKeptBack(String header) throws Exception {
        assertThat(seenOf(header)).doesNotContain("between-us", "x-hop", "x-other");
    }

    @Test
    void noStreamIsCompressedForAClientThatWouldTakeIt() throws Exception {
        Answer answer = ask("Accept-Encoding: gzip, deflate, br, zstd", ASK_STREAM);
        assertThat(answer.head()).doesNotContain("content-encoding");
        assertThat(answer.body()).isEqualTo(counting(3));
        assertThat(backend.calls().getLast().head()).doesNotContain("accept-encoding");
    }

    @Test
    void ofTheConnectionTheBackendSeesItsOwn() throws Exception {
        String seen = seenOf("Host: elsewhere:99\r\nContent-Type: text/plain");
        assertThat(seen)
                .containsOnlyOnce("host: ")
                .contains("host: " + backend.url().substring("http://".length()))
                .containsOnlyOnce("content-type: application/json")
                .containsOnlyOnce("content-length: " + ASK_WHOLE.length())
                .containsOnlyOnce("accept: ")
                .doesNotContain("elsewhere", "expect", "transfer-encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-" + PARENT + "-01",
                "00-" + TRACE + "-" + PARENT + "-00",
                "cc-" + TRACE + "-" + PARENT + "-01-what-the-future-will-be-like"
            })
    void aTraceGoesOn(String parent) throws Exception {
        assertThat(seenOf("traceparent: " + parent + "\r\ntracestate: a=1\r\ntracestate: b=2"))
                .containsOnlyOnce("traceparent: ")
                .contains("traceparent: " + parent + "\r\n", "tracestate: a=1", "tracestate: b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-none: 1",
                "traceparent: ",
                "traceparent: 00-" + TRACE + "-" + PARENT + "-01-more",
                "traceparent: 00-" + TRACE + "-" + PARENT,
                "traceparent: ff-" + TRACE + "-" + PARENT + "-01",
                "traceparent: 00-00000000000000000000000000000000-" + PARENT + "-01",
                "traceparent: 00-" + TRACE + "-0000000000000000-01",
                "traceparent: 00-0AF7651916CD43DD8448EB211C80319C-" + PARENT + "-01",
                "traceparent: 00-" + TRACE + "-" + PARENT + "-01\r\ntraceparent: 00-" + TRACE + "-" + PARENT + "-01"
            })
    void aTraceThatIsNoneIsReplaced(String header) throws Exception {
        assertThat(seenOf(header + "\r\ntracestate: a=1"))
                .containsOnlyOnce("traceparent: ")
                .containsPattern("traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-00\r\n")
                .doesNotContain(TRACE + "-" + PARENT, "tracestate");
    }

    @ParameterizedTest
    @CsvSource({
        "'x-request-id: abc-17', abc-17",
        "'X-Client-Request-Id: abc-18', abc-18",
        "'x-client-request-id: theirs\r\nx-request-id: ours', ours",
        "'x-request-id: two words\r\nx-client-request-id: theirs', theirs"
    })
    void aRequestKeepsTheNameThatItsClientGivesIt(String header, String id) throws Exception {
        Answer answer = ask(header, ASK_WHOLE);
        assertThat(answer.head()).contains("x-request-id: " + id + "\r\n");
        assertThat(backend.calls().getLast().head())
                .containsOnlyOnce("\r\nx-request-id: ")
                .contains("\r\nx-request-id: " + id + "\r\n");
    }

    @Test
    void aNameMayHave128Characters() throws Exception {
        assertThat(ask("x-request-id: " + "i".repeat(128), ASK_WHOLE).head()).contains("i".repeat(128));
        assertThat(ask("x-request-id: " + "i".repeat(129), ASK_WHOLE).head()).doesNotContain("iii");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-none: 1", "x-request-id: ", "x-request-id: a b", "x-request-id: \u00e4"})
    void aRequestWithoutANameIsGivenOne(String header) throws Exception {
        String id = id(ask(header, ASK_WHOLE));
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(backend.calls().getLast().head()).contains("\r\nx-request-id: " + id + "\r\n");
        assertThat(id(ask(header, ASK_WHOLE))).isNotEqualTo(id);
    }

    /** One of each sort of answer there is. */
    static final List<String> REQUESTS = List.of(
            chat("", ASK_WHOLE),
            chat("", ASK_STREAM),
            chat("", "{\"please\":\"fail\",\"model\":\"counting\"}"),
            chat("", "{"),
            chat("", "{}"),
            chat("", "{\"model\":\"nope\"}"),
            get("/v1/models"),
            get("/v1/models/nope"),
            get("/health"),
            get("/nothing"),
            get("/%zz"),
            get("/health").replace("GET", "DELETE"),
            get("/health").replace("GET", "OPTIONS"),
            get("/health").replace("GET", "HEAD"),
            get("/health").replace("Host: ", "Host : "));

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void everyAnswerHasTheNameOfItsRequest(String request) throws Exception {
        try (var client = new RawConnection(router)) {
            client.send(request);
            assertThat(client.readUntil("\r\n\r\n").head()).containsOnlyOnce("x-request-id: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ASK_STREAM_TEXT, "{\"model\":\"counting\"}", "{\"model\":\"counting\",\"please\":\"fail\"}"})
    void theModelIsNamedAsSoonAsItIsKnown(String body) throws Exception {
        assertThat(ask("x-none: 1", body).head()).contains("x-sluice-model: counting\r\n");
    }

    private static final String ASK_STREAM_TEXT = "{\"model\":\"counting\",\"stream\":true}";

    @Test
    void aNameThatNoHeaderCanCarryIsMadeToFit() throws Exception {
        assertThat(ask("x-none: 1", "{\"model\":\"z\u00e4hlend\"}").head()).contains("x-sluice-model: z?hlend\r\n");
    }

    @Test
    void noModelIsNamedThatNobodyServes() throws Exception {
        assertThat(ask("x-none: 1", "{\"model\":\"nope\"}").head()).doesNotContain("x-sluice-model");
    }

    private static String id(Answer answer) {
        var matcher = Pattern.compile("x-request-id: (.*)\r\n").matcher(answer.head());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static Answer ask(String header, String body) throws Exception {
        try (var client = new RawConnection(router)) {
            return client.send(chat(header + "\r\n", body)).read();
        }
    }

    /** The head that the backend gets of a request with this header, in small letters. */
    private static String seenOf(String header) throws Exception {
        assertThat(ask(header, ASK_WHOLE).status()).isEqualTo(200);
        return backend.calls().getLast().head();
    }
}
