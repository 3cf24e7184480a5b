package dev.sluice.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.simulated.Witness;
import io.vertx.core.json.JsonObject;

/** The books of one backend: what it was asked since its start, and how each request ended. Any thread may use it. */
final class Ledger implements Witness {

    private final String model;

    // Guarded by this.
    private int received;
    private int messages;
    private int misdirected;
    private int whole;
    private int streamsLeft;
    private int answersLeft;
    private int killed;

    /** Of a backend that serves this model. */
    Ledger(String model) {
        this.model = model;
    }

    @Override
    public synchronized void asked(JsonNode request) {
        received++;
        messages += request.path("messages").size();
        misdirected += request.path("model").asText(model).equals(model) ? 0 : 1;
    }

    @Override
    public synchronized void ended(JsonNode request, Ending ending) {
        switch (ending) {
            case COMPLETE -> whole++;
            case BROKEN -> killed++;
            case LEFT -> {
                if (request.path("stream").asBoolean()) {
                    streamsLeft++;
                } else {
                    answersLeft++;
                }
            }
        }
    }

    /** All of it, at one instant. */
    synchronized JsonObject read() {
        return new JsonObject()
                .put("received", received)
                .put("messages", messages)
                .put("misdirected", misdirected)
                .put("running", received - whole - streamsLeft - answersLeft - killed)
                .put("whole", whole)
                .put("streamsLeft", streamsLeft)
                .put("answersLeft", answersLeft)
                .put("killed", killed);
    }
}
