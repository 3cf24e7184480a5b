package dev.sluice.backends.parity;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.gguf.CountingModel;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real llama-server dies and loads so. */
@Tag("containers")
@ExtendWith(Docker.class)
class RealLlamaServerLifeTest extends LlamaServerLifeBehaviour {

    private LlamaServer server;

    @BeforeAll
    void start() {
        server = new LlamaServer(CountingModel.slowedBy(200));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    URI engine() {
        return URI.create(server.url());
    }

    @Override
    void kill() {
        server.kill();
    }

    @Override
    void startAgain() {
        server.startAgain();
    }
}
