package dev.sluice.backends.parity;

import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.llama.LlamaServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The rows of a llama-server that wants a key, on a simulated one. */
class SimulatedLlamaServerWithKeyParityTest extends Parity {

    private final Vertx vertx = Vertx.vertx();
    private SimulatedBackend server;

    SimulatedLlamaServerWithKeyParityTest() {
        super(Table.LLAMA_SERVER_WITH_KEY);
    }

    @BeforeAll
    void start() {
        server = SimulatedBackend.start(vertx, LlamaServer.USUAL.key("secret"), 0)
                .await();
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @Override
    List<String> rows() {
        return Table.LLAMA_SERVER_WITH_KEY.simulatedRows();
    }

    @Override
    URI engine() {
        return URI.create(server.url());
    }
}
