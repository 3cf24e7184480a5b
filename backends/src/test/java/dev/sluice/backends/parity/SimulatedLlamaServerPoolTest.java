package dev.sluice.backends.parity;

import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.simulated.llama.LlamaServer;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;

/** A simulated llama-server with a shared pool behaves as a real one. */
@BesideOthers
class SimulatedLlamaServerPoolTest extends LlamaServerPoolBehaviour {

    private final SimulatedLlama server = new SimulatedLlama(LlamaServer.USUAL
            .at(new Speed(0, TimeUnit.MILLISECONDS.toNanos(25), 0, 0))
            .shared(4, 256));

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    URI engine() {
        return server.uri();
    }
}
