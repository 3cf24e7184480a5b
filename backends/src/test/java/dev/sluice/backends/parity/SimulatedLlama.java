package dev.sluice.backends.parity;

import static dev.sluice.backends.parity.Patience.await;

import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.llama.LlamaServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A simulated llama-server in the place of a real one. */
final class SimulatedLlama implements AutoCloseable {

    /** As slow as the real one with the model that these tests give it: 2 ms for a token of a prompt; half as fast in speaking, for busy machines. */
    static final LlamaServer SLOW = LlamaServer.USUAL
            .at(new Speed(0, TimeUnit.MILLISECONDS.toNanos(40), TimeUnit.MILLISECONDS.toNanos(2), 0))
            .batch(64);

    private final Vertx vertx = Vertx.vertx();
    private final SimulatedBackend backend;

    /** One that serves. */
    SimulatedLlama(LlamaServer settings) {
        backend = SimulatedBackend.start(vertx, settings, 0).await();
        await().until(() -> Wire.ask(uri(), Request.get("/health")).status() == 200);
    }

    SimulatedBackend backend() {
        return backend;
    }

    URI uri() {
        return URI.create(backend.url());
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
