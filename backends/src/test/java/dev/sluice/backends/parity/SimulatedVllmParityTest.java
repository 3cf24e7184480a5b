package dev.sluice.backends.parity;

import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.vllm.Vllm;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The rows of vLLM, on a simulated one. */
class SimulatedVllmParityTest extends Parity {

    private final Vertx vertx = Vertx.vertx();
    private SimulatedBackend server;

    SimulatedVllmParityTest() {
        super(Table.VLLM);
    }

    @BeforeAll
    void start() {
        server = SimulatedBackend.start(
                        vertx,
                        Vllm.USUAL
                                .weights("/models/counting-slow")
                                .context(2048)
                                .batch(64),
                        0)
                .await();
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @Override
    List<String> rows() {
        return Table.VLLM.simulatedRows();
    }

    @Override
    URI engine() {
        return URI.create(server.url());
    }
}
