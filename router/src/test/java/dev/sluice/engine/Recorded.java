package dev.sluice.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Answers of real engines, as the parity tests of the simulated ones keep them. */
final class Recorded {

    private Recorded() {}

    /** Of this engine to this question, with some value for what differs from time to time. */
    static Answer answer(String engine, String question) {
        String transcript = resource("/parity/" + engine + "/" + question + ".txt");
        String answer = transcript.split("=== answers ===\n", 2)[1];
        String[] halves = answer.split("\n\n", 2);
        return new Answer(Integer.parseInt(halves[0].split(" ", 3)[1]), server(halves[0]), body(halves[1]));
    }

    private static String server(String head) {
        return head.lines()
                .filter(line -> line.startsWith("Server: "))
                .map(line -> line.substring("Server: ".length()))
                .findFirst()
                .orElse("");
    }

    private static String body(String recorded) {
        return recorded.replace("<build>", "\"b11669-Debian\"").replaceAll("<(time|number|value)>", "7");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
