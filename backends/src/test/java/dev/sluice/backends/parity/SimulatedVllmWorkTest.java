package dev.sluice.backends.parity;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;

/** A simulated vLLM works as a real one. */
@BesideOthers
class SimulatedVllmWorkTest extends VllmWorkBehaviour {

    private final SimulatedVllm server = new SimulatedVllm(SimulatedVllm.SLOW);

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    URI engine() {
        return server.uri();
    }

    @Override
    void hang() {
        server.hang();
    }

    @Override
    void goOn() {
        server.goOn();
    }
}
