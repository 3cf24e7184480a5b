package dev.sluice.backends.parity;

import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.llama.LlamaServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The rows of llama-server, on a simulated one. */
class SimulatedLlamaServerParityTest extends Parity {

    private final Vertx vertx = Vertx.vertx();
    private SimulatedBackend server;

    SimulatedLlamaServerParityTest() {
        super(Table.LLAMA_SERVER);
    }

    @BeforeAll
    void start() {
        server = SimulatedBackend.start(vertx, LlamaServer.USUAL.batch(64).parking(0), 0)
                .await();
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @Override
    List<String> rows() {
        return Table.LLAMA_SERVER.simulatedRows();
    }

    @Override
    URI engine() {
        return URI.create(server.url());
    }
}
