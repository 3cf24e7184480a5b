package dev.sluice.backends.parity;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;

/** A simulated llama-server behaves as a real one. */
@BesideOthers
class SimulatedLlamaServerWorkTest extends LlamaServerWorkBehaviour {

    private final SimulatedLlama server = new SimulatedLlama(SimulatedLlama.SLOW);

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    URI engine() {
        return server.uri();
    }
}
