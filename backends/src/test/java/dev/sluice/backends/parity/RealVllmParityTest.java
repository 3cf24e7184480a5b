package dev.sluice.backends.parity;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.VllmServer;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rows of vLLM, on a real one. */
@Tag("containers")
@ExtendWith(Docker.class)
class RealVllmParityTest extends Parity {

    private VllmServer server;

    RealVllmParityTest() {
        super(Table.VLLM);
    }

    @BeforeAll
    void start() {
        server = new VllmServer();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    URI engine() {
        return URI.create(server.url());
    }

    /** Several, since tokens that it makes faster than it can send them share a frame, and it seldom is that slow. */
    @Override
    int attempts() {
        return 5;
    }
}
