package dev.sluice.backends.parity;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.gguf.CountingModel;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real llama-server with a shared pool behaves so. */
@Tag("containers")
@ExtendWith(Docker.class)
class RealLlamaServerPoolTest extends LlamaServerPoolBehaviour {

    private LlamaServer server;

    @BeforeAll
    void start() {
        server = new LlamaServer(CountingModel.slowedBy(5), "-np", "4", "-c", "256", "--kv-unified");
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
