package dev.sluice.backends.parity;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.VllmServer;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real vLLM stops and dies so. */
@Tag("containers")
@ExtendWith(Docker.class)
class RealVllmDeathTest extends VllmDeathBehaviour {

    private VllmServer server;

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

    @Override
    void terminate() {
        server.terminate();
    }

    @Override
    boolean isGone() {
        return !server.isRunning();
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
