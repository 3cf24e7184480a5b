package dev.sluice.backends.parity;

import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.vllm.Vllm;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The rows of a vLLM that wants a key, on a simulated one. */
class SimulatedVllmWithKeyParityTest extends Parity {

    private final Vertx vertx = Vertx.vertx();
    private SimulatedBackend server;

    SimulatedVllmWithKeyParityTest() {
        super(Table.VLLM_WITH_KEY);
    }

    @BeforeAll
    void start() {
        server = SimulatedBackend.start(
                        vertx,
                        Vllm.USUAL
                                .weights("/models/counting-slow")
                                .context(2048)
                                .batch(64)
                                .key("secret"),
                        0)
                .await();
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @Override
    List<String> rows() {
        return Table.VLLM_WITH_KEY.simulatedRows();
    }

    @Override
    URI engine() {
        return URI.create(server.url());
    }
}
