package dev.sluice.backends.simulated;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Is told of each request that an engine works on, refused ones left out: once when it comes, and once when it is over.
 * Calls are on the backend's event loop.
 */
public interface Witness {

    /** How a request ends. */
    enum Ending {
        /** Its answer was given to the end. */
        COMPLETE,
        /** Its client has gone before. */
        LEFT,
        /** By a fault, or with the engine's process. */
        BROKEN
    }

    void asked(JsonNode request);

    void ended(JsonNode request, Ending ending);
}
