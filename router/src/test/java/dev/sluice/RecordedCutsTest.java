package dev.sluice;

import dev.sluice.backends.scripted.Ask;
import dev.sluice.backends.scripted.Ending;
import dev.sluice.backends.scripted.Recording;
import dev.sluice.backends.scripted.Step;
import dev.sluice.backends.scripted.Steps;
import dev.sluice.config.Limits;
import dev.sluice.config.Timeouts;
import dev.sluice.fixture.ClientSaw;
import dev.sluice.fixture.OneFails;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real answers, cut: whatever byte is the last, a client gets all of the answer, another backend's, or as much as came,
 * to the end of an event, and an error behind it. Never an answer that looks complete and is not.
 */
class RecordedCutsTest {

    private static final Pattern CONTENT = Pattern.compile("\"(content|text)\":\"[^\"]");
    private static final String END = "data: [DONE]\n\n";

    /** A router that meets nothing but failures soon tries no request a second time; a new one begins afresh. */
    private static final int CUTS_OF_ONE_ROUTER = 800;

    private static OneFails pool;
    private static int asked;

    @BeforeAll
    static void start() {
        pool = new OneFails(Limits.DEFAULT, Timeouts.DEFAULT);
    }

    private static OneFails pool() {
        asked++;
        if (asked % CUTS_OF_ONE_ROUTER == 0) {
            stop();
            start();
        }
        return pool;
    }

    @AfterAll
    static void stop() {
        pool.close();
    }

    static Stream<Arguments> cuts() {
        List<String> chats = List.of(
                "llama-chat-stream",
                "llama-chat-stream-usage",
                "llama-chat-stream-progress",
                "llama-chat-stream-two",
                "llama-overflow",
                "vllm-chat-stream",
                "vllm-chat-stream-usage",
                "vllm-chat-stream-two",
                "vllm-overflow",
                "vllm-unknown-model");
        return Stream.of(
                        chats.stream().flatMap(name -> both(name, Ask.CHAT_STREAM)),
                        Stream.of("llama-completions-stream", "vllm-completions-stream")
                                .flatMap(name -> both(name, Ask.COMPLETIONS_STREAM)),
                        Stream.of("llama-chat-whole", "vllm-chat-whole").flatMap(name -> both(name, Ask.CHAT)))
                .flatMap(cuts -> cuts);
    }

    private static Stream<Arguments> both(String recording, Ask ask) {
        return Stream.of(Ending.FIN, Ending.RESET).map(ending -> Arguments.of(recording, ask, ending));
    }

    @Tag("full")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @MethodSource("cuts")
    void everywhere(String name, Ask ask, Ending ending) throws Exception {
        Recording recording = Recording.named(name);
        cut(name, ask, ending, IntStream.rangeClosed(0, recording.length()));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void hereAndThere(String name, Ask ask, Ending ending) throws Exception {
        Recording recording = Recording.named(name);
        IntStream some = IntStream.range(0, recording.length()).filter(offset -> offset % 97 == 0);
        cut(name, ask, ending, IntStream.concat(some, IntStream.of(recording.length())));
    }

    /** The last byte of an event, the one before it and the one behind it. */
    @ParameterizedTest
    @EnumSource(names = {"FIN", "RESET"})
    void atTheEndOfEvents(Ending ending) throws Exception {
        String name = "vllm-chat-stream";
        String bytes = new String(Recording.named(name).first(Integer.MAX_VALUE), StandardCharsets.US_ASCII);
        IntStream ends = IntStream.range(0, bytes.length()).filter(at -> bytes.startsWith("\n\n", at));
        cut(name, Ask.CHAT_STREAM, ending, ends.flatMap(at -> IntStream.rangeClosed(at + 1, at + 3)));
    }

    private static void cut(String name, Ask ask, Ending ending, IntStream offsets) throws Exception {
        Recording recording = Recording.named(name);
        for (int offset : offsets.toArray()) {
            Steps script = Steps.of(new Step.Play(name, offset, null), new Step.Then(ending));
            ClientSaw client = pool().ask(ask, OneFails.BOTH, script);
            try {
                judge(client, recording, offset, ending == Ending.RESET);
            } catch (AssertionError e) {
                throw new AssertionError(name + " cut by " + ending + " after byte " + offset, e);
            }
        }
    }

    /** After a reset, any less than what was sent may have been seen. */
    private static void judge(ClientSaw client, Recording recording, int offset, boolean reset) {
        String body = recording.body(offset);
        boolean streamed = recording.body().endsWith(END);
        boolean all = streamed ? body.endsWith(END) : offset == recording.length();
        if (all) {
            whole(client, recording, reset);
        } else if (streamed && CONTENT.matcher(events(body)).find()) {
            if (reset) {
                client.torn(events(body));
            } else {
                client.brokenAfter(events(body));
            }
        } else {
            client.servedElsewhere();
        }
    }

    /** A prompt that is too long for one is tried on the other. */
    private static void whole(ClientSaw client, Recording recording, boolean reset) {
        if (recording.body().contains("context")) {
            client.servedElsewhere();
        } else if (recording.status() != 200 && (!reset || client.asked() == 1)) {
            client.refused(recording.status(), recording.body());
        } else if (reset) {
            client.torn(recording.body());
        } else {
            client.complete(recording.body());
        }
    }

    /** The events of which all has come. */
    private static String events(String body) {
        int end = body.lastIndexOf("\n\n");
        return end == -1 ? "" : body.substring(0, end + 2);
    }
}
