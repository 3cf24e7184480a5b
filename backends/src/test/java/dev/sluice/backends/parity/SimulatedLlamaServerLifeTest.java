package dev.sluice.backends.parity;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** A simulated llama-server dies and loads as a real one. */
@BesideOthers
class SimulatedLlamaServerLifeTest extends LlamaServerLifeBehaviour {

    private final SimulatedLlama server = new SimulatedLlama(SimulatedLlama.SLOW.loading(Duration.ofSeconds(4)));

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    URI engine() {
        return server.uri();
    }

    @Override
    void kill() {
        server.backend().kill().await();
    }

    @Override
    void startAgain() {
        server.backend().revive().await();
    }
}
