package dev.sluice.loadtest;

import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.llama.LlamaServer;
import dev.sluice.backends.simulated.vllm.Vllm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/**
 * One backend of the demo pool, simulated: a {@code llamacpp} that works on one request at a time, or a {@code vllm} that
 * works on many. Any thread may use it.
 */
final class PoolBackend {

    private static final int PARTS = 3;

    /** So little that a prompt costs no more than the token that follows it. */
    private static final long PROMPT_TOKEN = TimeUnit.MICROSECONDS.toNanos(1);

    private final SimulatedBackend backend;
    private final Ledger ledger;

    private PoolBackend(SimulatedBackend backend, String model) {
        this.backend = backend;
        this.ledger = new Ledger(model);
        backend.witnessedBy(ledger);
    }

    /** Starts the one that is meant by {@code ENGINE:MODEL:TOKENS_PER_SECOND}, the tokens being those of each answer. */
    static Future<PoolBackend> start(Vertx vertx, String what) {
        String[] parts = what.split(":", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("Expected ENGINE:MODEL:TOKENS_PER_SECOND, found " + what);
        }
        Speed speed = new Speed(0, TimeUnit.SECONDS.toNanos(1) / Long.parseLong(parts[2]), PROMPT_TOKEN, 0);
        Engine engine = switch (parts[0]) {
            case "llamacpp" -> LlamaServer.USUAL.at(speed);
            case "vllm" -> Vllm.USUAL.at(speed);
            default -> throw new IllegalArgumentException("Expected llamacpp or vllm, found " + parts[0]);
        };
        return SimulatedBackend.start(vertx, engine.serving(parts[1]), 0)
                .map(backend -> new PoolBackend(backend, parts[1]));
    }

    String url() {
        return backend.url();
    }

    /** Breaks every connection and refuses new ones. */
    Future<Void> kill() {
        return backend.kill();
    }

    /** Serves again, at the same address. */
    Future<Void> revive() {
        return backend.revive();
    }

    /** What it has been asked and what became of it, since its start. */
    JsonObject books() {
        return ledger.read();
    }
}
