package dev.sluice.backends.parity;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;

/** A simulated vLLM aborts as a real one. */
@BesideOthers
class SimulatedVllmAbortTest extends VllmAbortBehaviour {

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
