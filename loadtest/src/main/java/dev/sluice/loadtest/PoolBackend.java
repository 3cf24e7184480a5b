package dev.sluice.loadtest;

import dev.sluice.backends.scripted.ScriptedBackend;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;

/**
 * One backend of the demo pool: a {@code llamacpp} that works on one request at a time, or a {@code vllm} that works on
 * many. Any thread may use it.
 */
final class PoolBackend {

    private static final int PARTS = 3;

    private final Ledger ledger = new Ledger();
    private final CountingScript script;
    private final ScriptedBackend backend;

    private PoolBackend(String owner, String model, Duration pace) {
        this.script = new CountingScript(model, pace, ledger);
        this.backend = new ScriptedBackend(owner, script, model);
    }

    /** Starts the one that is meant by {@code ENGINE:MODEL:TOKENS_PER_SECOND}. */
    static PoolBackend start(String what) {
        String[] parts = what.split(":", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("Expected ENGINE:MODEL:TOKENS_PER_SECOND, found " + what);
        }
        return new PoolBackend(parts[0], parts[1], Duration.ofSeconds(1).dividedBy(Long.parseLong(parts[2])));
    }

    String url() {
        return backend.url();
    }

    /** Breaks every connection and refuses new ones. */
    void kill() throws IOException {
        script.killed(true);
        backend.die();
    }

    /** Serves again, at the same address. */
    void revive() {
        script.killed(false);
        backend.revive();
    }

    /** What it has been asked and what became of it, since its start. */
    JsonObject books() {
        return ledger.read();
    }
}
