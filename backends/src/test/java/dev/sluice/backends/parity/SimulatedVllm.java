package dev.sluice.backends.parity;

import static dev.sluice.backends.parity.Patience.await;

import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.simulated.Fault;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.vllm.Vllm;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A simulated vLLM in the place of a real one: with two requests at a time, and half as fast, for busy machines. */
final class SimulatedVllm implements AutoCloseable {

    static final Vllm SLOW = Vllm.USUAL
            .at(new Speed(0, TimeUnit.MILLISECONDS.toNanos(40), 0, 0))
            .context(2048)
            .kv(262_144, 128)
            .slots(2);

    private final Vertx vertx = Vertx.vertx();
    private final SimulatedBackend backend;

    SimulatedVllm(Vllm settings) {
        backend = SimulatedBackend.start(vertx, settings, 0).await();
        await().until(() -> serves());
    }

    private boolean serves() {
        try {
            return Wire.ask(uri(), Request.get("/health")).status() == 200;
        } catch (IOException refused) {
            return false;
        }
    }

    SimulatedBackend backend() {
        return backend;
    }

    void hang() {
        backend.begin(Fault.parse("hang")).await();
    }

    void goOn() {
        backend.end(Fault.Kind.HANG).await();
    }

    URI uri() {
        return URI.create(backend.url());
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
