package dev.sluice.cli.demo;

import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.SimulatedBackend;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.OptionalInt;

/** A simulated engine in this process. */
final class InProcess implements DemoBackend {

    private final SimulatedBackend backend;
    private final String description;
    private final OptionalInt slots;
    private volatile boolean alive = true;

    private InProcess(SimulatedBackend backend, String description, OptionalInt slots) {
        this.backend = backend;
        this.description = description;
        this.slots = slots;
    }

    /** Starts one on any free port. */
    static Future<DemoBackend> start(Vertx vertx, Engine engine, String description, OptionalInt slots) {
        return SimulatedBackend.start(vertx, engine, 0).map(backend -> new InProcess(backend, description, slots));
    }

    @Override
    public String url() {
        return backend.url();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public OptionalInt slots() {
        return slots;
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public Future<Void> kill() {
        alive = false;
        return backend.kill();
    }

    @Override
    public Future<Void> revive() {
        return backend.revive().onSuccess(again -> alive = true);
    }

    @Override
    public Future<Void> end() {
        return kill();
    }
}
