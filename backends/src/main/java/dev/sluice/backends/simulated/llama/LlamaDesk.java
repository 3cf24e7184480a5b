package dev.sluice.backends.simulated.llama;

import io.vertx.core.Vertx;

/**
 * What one process of llama-server keeps of all its requests.
 *
 * @param meter what it counts
 * @param slots what its slots work on
 * @param attention when it looks after silent clients
 * @param streams what can be read later
 */
record LlamaDesk(LlamaMeter meter, LlamaSlots slots, LlamaAttention attention, LlamaStreams streams) {

    static LlamaDesk of(LlamaServer server, Vertx vertx) {
        return new LlamaDesk(
                new LlamaMeter(), new LlamaSlots(server), new LlamaAttention(vertx), new LlamaStreams(vertx));
    }
}
