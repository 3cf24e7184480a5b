package dev.sluice.backends.simulated;

import io.vertx.core.Vertx;
import java.util.function.UnaryOperator;

/** What one process of an engine has to do with. */
public final class EngineProcess {

    private final Vertx vertx;
    private final Clockwork clockwork;
    private final Faults faults;
    private final Ledger ledger;
    private boolean loaded;

    /** Where the tally is kept. */
    interface Ledger {
        void note(UnaryOperator<Tally> event);
    }

    EngineProcess(Vertx vertx, Clockwork clockwork, Faults faults, Ledger ledger) {
        this.vertx = vertx;
        this.clockwork = clockwork;
        this.faults = faults;
        this.ledger = ledger;
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

    void note(UnaryOperator<Tally> event) {
        ledger.note(event);
    }
}
