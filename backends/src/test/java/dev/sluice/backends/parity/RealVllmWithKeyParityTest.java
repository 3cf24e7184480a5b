package dev.sluice.backends.parity;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.VllmServer;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rows of a vLLM that wants a key, on a real one. */
@Tag("containers")
@ExtendWith(Docker.class)
class RealVllmWithKeyParityTest extends Parity {

    private VllmServer server;

    RealVllmWithKeyParityTest() {
        super(Table.VLLM_WITH_KEY);
    }

    @BeforeAll
    void start() {
        server = new VllmServer("--api-key", "secret");
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
