package dev.sluice.loadtest;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;

/** The books of one backend: what it was asked since its start, and how each request ended. Any thread may use it. */
final class Ledger {

    /** How a request ends. */
    enum Ending {
        /** Its answer was given to the end. */
        WHOLE,
        /** Its client left the stream before the end. */
        STREAM_LEFT,
        /** Its client did not wait for the answer in one piece. */
        ANSWER_LEFT,
        /** Its backend was killed. */
        KILLED
    }

    // Guarded by this.
    private final Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
    private int received;
    private int messages;
    private int misdirected;

    /** A request comes, with so many messages; whether it is for a model that is not served here. */
    synchronized void begins(int messages, boolean misdirected) {
        received++;
        this.messages += messages;
        this.misdirected += misdirected ? 1 : 0;
    }

    /** One of them ends. */
    synchronized void ends(Ending ending) {
        endings.merge(ending, 1, Integer::sum);
    }

    /** All of it, at one instant. */
    synchronized JsonObject read() {
        int ended = endings.values().stream().mapToInt(Integer::intValue).sum();
        return new JsonObject()
                .put("received", received)
                .put("messages", messages)
                .put("misdirected", misdirected)
                .put("running", received - ended)
                .put("whole", endings.getOrDefault(Ending.WHOLE, 0))
                .put("streamsLeft", endings.getOrDefault(Ending.STREAM_LEFT, 0))
                .put("answersLeft", endings.getOrDefault(Ending.ANSWER_LEFT, 0))
                .put("killed", endings.getOrDefault(Ending.KILLED, 0));
    }
}
