package dev.sluice.backends.simulated.ollama;

import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.simulated.SimulatedBackend;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulated Ollama and its client, for each test. */
abstract class OllamaBackend {

    /** An answer of a thousand tokens takes ten seconds: longer than any test needs to end it. */
    static final Ollama SLOW = Ollama.USUAL.at(new Speed(0, TimeUnit.MILLISECONDS.toNanos(10), 0, 0));

    static final String LONG = "\"max_tokens\":1000,\"options\":{\"num_predict\":1000}";
    static final String SHORT = "\"max_tokens\":2,\"options\":{\"num_predict\":2}";

    private final Vertx vertx = Vertx.vertx();
    SimulatedBackend backend;
    OllamaClient client;

    @BeforeEach
    void startUsual() {
        backend = SimulatedBackend.start(vertx, Ollama.USUAL, 0).await();
        client = new OllamaClient(backend);
    }

    /** One with other settings, instead of the usual one. */
    void start(Ollama engine) {
        client.close();
        backend = SimulatedBackend.start(vertx, engine, 0).await();
        client = new OllamaClient(backend);
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close().await();
    }
}
