package dev.sluice.backends.parity;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.gguf.CountingModel;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rows of llama-server, on a real one. */
@Tag("containers")
@ExtendWith(Docker.class)
class RealLlamaServerParityTest extends Parity {

    private LlamaServer server;

    RealLlamaServerParityTest() {
        super(Table.LLAMA_SERVER);
    }

    /** Without the cache of prompts that have left their slot: answers would depend on all rows before. */
    @BeforeAll
    void start() {
        server = new LlamaServer(CountingModel.small(), "--cache-ram", "0");
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
