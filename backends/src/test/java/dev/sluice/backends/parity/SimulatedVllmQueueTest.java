package dev.sluice.backends.parity;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;

/** A simulated vLLM queues as a real one. */
@BesideOthers
class SimulatedVllmQueueTest extends VllmQueueBehaviour {

    private final SimulatedVllm server = new SimulatedVllm(SimulatedVllm.SLOW);

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    URI engine() {
        return server.uri();
    }
}
