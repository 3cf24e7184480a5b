package dev.sluice.backends.parity;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.gguf.CountingModel;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rows of a llama-server that wants a key, on a real one. */
@Tag("containers")
@ExtendWith(Docker.class)
class RealLlamaServerWithKeyParityTest extends Parity {

    private LlamaServer server;

    RealLlamaServerWithKeyParityTest() {
        super(Table.LLAMA_SERVER_WITH_KEY);
    }

    @BeforeAll
    void start() {
        server = new LlamaServer(CountingModel.small(), "--api-key", "secret");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    URI engine() {
        return URI.create(server.url());
    }
}
