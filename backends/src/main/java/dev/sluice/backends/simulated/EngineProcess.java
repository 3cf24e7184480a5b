package dev.sluice.backends.simulated;

import io.vertx.core.Vertx;

/** What one process of an engine has to do with. */
public final class EngineProcess {

    private final Vertx vertx;
    private final Clockwork clockwork;
    private final Faults faults;
    private final Witness witness;
    private boolean loaded;
    private boolean dead;

    EngineProcess(Vertx vertx, Clockwork clockwork, Faults faults, Witness witness) {
        this.vertx = vertx;
        this.clockwork = clockwork;
        this.faults = faults;
        this.witness = witness;
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Its work. */
    public Clockwork clockwork() {
        return clockwork;
    }

    /** What is wrong with it. */
    public Faults faults() {
        return faults;
    }

    /** Whether its model is there. */
    public boolean loaded() {
        return loaded;
    }

    void isLoaded() {
        loaded = true;
    }

    /** Its connections are about to end with it. */
    void dies() {
        dead = true;
        clockwork.hang();
    }

    boolean dead() {
        return dead;
    }

    Witness witness() {
        return witness;
    }
}
