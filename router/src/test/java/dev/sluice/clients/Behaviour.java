package dev.sluice.clients;

import static dev.sluice.fixture.Streams.DONE;
import static dev.sluice.fixture.Streams.FINISH;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Heartbeat;
import dev.sluice.config.Heartbeat.Style;
import dev.sluice.config.Patience;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.Timeouts;
import dev.sluice.fixture.RunningRouter;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What backends do to a streamed answer, and what its user must see of it.
 *
 * @param whole whether the answer is complete: then its text is exactly {@link #TEXT}, else the client raises an error
 * @param config how the router is configured
 * @param backends what each backend does; the first is asked first
 */
record Behaviour(String name, boolean whole, UnaryOperator<SluiceConfig> config, List<Script> backends) {

    private static final String TEXT = " 1 2 3";
    private static final String BEGUN = ROLE + token(" 1");
    private static final String ERROR = "{\"code\":500,\"message\":\"no\"}";
    private static final String NOTHINGS = ": note\n\nid: 7\n\nretry: 10\n\nevent: ping\n\n";

    private static final Duration BEAT = Duration.ofMillis(20);

    /** The pace of a slow backend: several heartbeats long. */
    private static final Duration SLOW = BEAT.multipliedBy(5);

    /** All of them. */
    static Stream<Behaviour> all() {
        return Stream.of(complete(), lostAfterContent(), lostBeforeContent(), beating())
                .flatMap(each -> each);
    }

    private static Stream<Behaviour> complete() {
        return Stream.of(
                whole("a complete stream", says(counting(3))),
                whole("null errors", says(counting(3).replace("{\"choices\"", "{\"error\":null,\"choices\""))),
                whole("comments and fields between tokens", says(counting(3).replace("\n\n", "\n\n" + NOTHINGS))),
                whole("another backend takes over", says(ROLE), says(counting(3))));
    }

    private static Stream<Behaviour> lostAfterContent() {
        return Stream.of(
                lost("FIN after a token", call -> call.beginStream().chunk(BEGUN)),
                lost(
                        "RST after a token",
                        call -> call.beginStream().chunk(BEGUN).reset()),
                lost("an end without the end marker", says(BEGUN)),
                lost("the end marker without a reason", says(BEGUN + DONE)),
                lost("abort", says(BEGUN + FINISH.replace("stop", "abort") + DONE)),
                lost("an error as data", says(BEGUN + "data: {\"error\":" + ERROR + "}\n\n" + DONE)),
                lost("an error as a field", says(BEGUN + "error: " + ERROR + "\n\n" + DONE)),
                lost("silence after a token", call -> {
                    call.beginStream().chunk(BEGUN);
                    call.awaitClosed();
                }));
    }

    private static Stream<Behaviour> lostBeforeContent() {
        return Stream.of(
                lost("an error before content", says(ROLE + "data: {\"error\":" + ERROR + "}\n\n")),
                lost("500", call -> call.answer(500, "{\"error\":" + ERROR + "}")),
                lost("silence", Call::awaitClosed));
    }

    private static Stream<Behaviour> beating() {
        return Stream.of(Style.values())
                .flatMap(style -> Stream.of(
                        beating("heartbeats before and between tokens", true, style, counting(3)),
                        beating("heartbeats before an error", false, style, BEGUN)));
    }

    private static Behaviour whole(String name, Script... backends) {
        return new Behaviour(name, true, UnaryOperator.identity(), List.of(backends));
    }

    private static Behaviour lost(String name, Script backend) {
        return new Behaviour(name, false, Behaviour::impatient, List.of(backend));
    }

    private static Behaviour beating(String name, boolean whole, Style style, String stream) {
        UnaryOperator<SluiceConfig> often = config -> config.with(new Heartbeat(style, BEAT));
        return new Behaviour(name + ", " + style, whole, often, List.of(says(SLOW, stream)));
    }

    private static Script says(String stream) {
        return call -> call.beginStream().chunk(stream).endStream();
    }

    private static Script says(Duration pace, String stream) {
        return call -> {
            call.beginStream();
            for (String event : stream.split("(?<=\n\n)", 0)) {
                Thread.sleep(pace);
                call.chunk(event);
            }
            call.endStream();
        };
    }

    private static SluiceConfig impatient(SluiceConfig config) {
        Duration never = Duration.ofMinutes(1);
        Duration soon = Duration.ofMillis(500);
        return config.with(Timeouts.DEFAULT.with(new Patience(soon, soon, never, never)));
    }

    /** Checks what this client makes of it, to which the address of a router is given. */
    void check(Function<RunningRouter, Heard> client) {
        List<ScriptedBackend> started =
                backends.stream().map(ScriptedBackend::new).toList();
        try (var router = RunningRouter.inFrontOf(config, started.toArray(ScriptedBackend[]::new))) {
            Heard heard = client.apply(router);
            if (whole) {
                assertThat(heard).isEqualTo(Heard.whole(TEXT));
            } else {
                assertThat(heard.error()).isPresent();
            }
            assertThat(started).extracting(backend -> backend.calls().size()).containsOnly(1);
        } finally {
            started.forEach(ScriptedBackend::close);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
