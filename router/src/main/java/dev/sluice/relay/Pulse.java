package dev.sluice.relay;

import dev.sluice.admission.Place;
import dev.sluice.config.Heartbeat;
import io.vertx.core.buffer.Buffer;

/**
 * What the client of a silent stream hears, and when. Only streams have one: whoever waits for a whole answer gets its
 * real status, whenever that is.
 *
 * @param heartbeat the style and the silence before each
 * @param stream whether the answer is a stream
 */
record Pulse(Heartbeat heartbeat, boolean stream) {

    /** When the next beat is due, if the client heard something last at that time; never, if there is none. */
    long due(long heard) {
        boolean none = !stream || heartbeat.style() == Heartbeat.Style.OFF;
        return none ? Long.MAX_VALUE : heard + heartbeat.after().toNanos();
    }

    /** While it waits. */
    Buffer queued(Place place) {
        return beat("queued, place " + place.number() + " of " + place.of());
    }

    /** While a backend works on it. */
    Buffer working() {
        return beat("working");
    }

    private Buffer beat(String comment) {
        return Buffer.buffer(
                switch (heartbeat.style()) {
                    case COMMENT -> ": " + comment + "\n\n";
                    case COMMENT_LINE -> ": " + comment + "\n";
                    case BLANK -> "\n";
                    case OFF -> "";
                });
    }
}
