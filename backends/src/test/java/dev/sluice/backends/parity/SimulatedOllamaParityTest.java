package dev.sluice.backends.parity;

import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.ollama.Ollama;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The rows of Ollama, on a simulated one. */
class SimulatedOllamaParityTest extends Parity {

    private final Vertx vertx = Vertx.vertx();
    private SimulatedBackend server;

    SimulatedOllamaParityTest() {
        super(Table.OLLAMA);
    }

    @BeforeAll
    void start() {
        server = SimulatedBackend.start(vertx, Ollama.USUAL, 0).await();
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @Override
    List<String> rows() {
        return Table.OLLAMA.simulatedRows();
    }

    @Override
    URI engine() {
        return URI.create(server.url());
    }
}
