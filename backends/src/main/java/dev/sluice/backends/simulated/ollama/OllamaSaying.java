package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.batch.Happening;
import dev.sluice.backends.language.Utterance;
import dev.sluice.backends.language.Utterance.Finish;
import dev.sluice.backends.simulated.Generation.Choice;
import java.util.List;
import java.util.stream.IntStream;

/** An answer as far as it has got, and what it took, in nanoseconds. */
final class OllamaSaying {

    private final Choice choice;
    private final List<String> stops;
    private final long asked = System.nanoTime();
    private final StringBuilder heldBack = new StringBuilder();
    private long loaded = asked;
    private long started;
    private long first;
    private long last;
    private int said;

    OllamaSaying(Choice choice, List<String> stops) {
        this.choice = choice;
        this.stops = stops;
    }

    /** The model is there. */
    void loaded() {
        loaded = System.nanoTime();
    }

    void started(Happening.Started now) {
        started = now.at();
    }

    void said(Happening.Said now) {
        first = said == 0 ? now.at() : first;
        last = now.at();
        heldBack.append(answer().piece(said));
        said++;
        if (said == answer().tokens().size() && answer().finish() instanceof Finish.Stopped(String stop)) {
            heldBack.setLength(heldBack.indexOf(stop));
        }
    }

    int said() {
        return said;
    }

    /** What may be sent now and was not yet: nothing that may turn out to be part of a text that is not to be said. */
    String more() {
        String held = heldBack.toString();
        return stops.stream()
                        .anyMatch(stop -> IntStream.rangeClosed(1, stop.length())
                                .anyMatch(length -> held.endsWith(stop.substring(0, length))))
                ? ""
                : rest();
    }

    /** All that was not sent yet. */
    String rest() {
        String rest = heldBack.toString();
        heldBack.setLength(0);
        return rest;
    }

    String whole() {
        return answer().text(said);
    }

    String reason() {
        return answer().finish() instanceof Finish.Length ? "length" : "stop";
    }

    /** What it took; what took nothing is left out. */
    void took(ObjectNode answer) {
        put(answer, "total_duration", Math.max(1, System.nanoTime() - asked));
        put(answer, "load_duration", Math.max(1, loaded - asked));
        put(answer, "prompt_eval_count", choice.prompt().size());
        put(answer, "prompt_eval_duration", first - started);
        put(answer, "eval_count", said);
        put(answer, "eval_duration", last - first);
    }

    private static void put(ObjectNode answer, String name, long value) {
        if (value != 0) {
            answer.put(name, value);
        }
    }

    private Utterance answer() {
        return choice.answer();
    }
}
