package dev.sluice.backends.parity;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** A simulated llama-server behaves as a real one. */
@BesideOthers
class SimulatedLlamaServerConnectionTest extends LlamaServerConnectionBehaviour {

    private final SimulatedLlama server = new SimulatedLlama(SimulatedLlama.SLOW);

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    URI engine() {
        return server.uri();
    }

    @Test
    @Override
    @Disabled("Vert.x closes a connection whose client says that it will send nothing more, and answers nothing")
    void aClientOfAWholeAnswerThatWillSendNothingMoreGetsAnEmptyOne() {}
}
