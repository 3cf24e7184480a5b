package dev.sluice.cli.demo;

import io.vertx.core.Future;
import java.util.OptionalInt;

/** A backend that can be killed and revived. */
interface DemoBackend {

    /** Where it listens, or listened. */
    String url();

    /** What it is, for people. */
    String description();

    /** How many requests the router shall send it at once, where that is not what is usual for its engine. */
    OptionalInt slots();

    boolean alive();

    /** Breaks its connections and stops listening, as a process that is killed. */
    Future<Void> kill();

    /** Listens again, at the same address. */
    Future<Void> revive();

    /** Ends it for good, and leaves nothing of it. */
    Future<Void> end();
}
