package dev.sluice.backends.simulated;

import dev.sluice.backends.batch.Machine;
import dev.sluice.backends.language.Language;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** An inference engine with its settings: what a {@link SimulatedBackend} pretends to be. */
public interface Engine {

    /** What people call it, such as {@code llama-server}. */
    String name();

    /** How fast it is and how much runs at once. */
    Machine machine();

    /** From the start of its process until it serves. */
    Duration load();

    /** Whether it refuses connections until it serves; otherwise it says that it loads. */
    boolean refusesWhileLoading();

    /** How it keeps connections. */
    Connections connections();

    /**
     * How an engine keeps connections.
     *
     * @param idle after an answer, until a connection is closed
     * @param requests on one connection
     * @param unused whether one on which nothing has been asked yet is closed as well
     */
    record Connections(Duration idle, int requests, boolean unused) {}

    /** As fast as this, and as long in loading. */
    Engine at(Preset preset);

    /** Under this name. */
    Engine serving(String model);

    /** With this to say. */
    Engine saying(Language language);

    /** So many requests at once. */
    Engine slots(int number);

    /** So many tokens of prompt and answer together. */
    Engine context(int tokens);

    /** One process of it. */
    Persona persona(EngineProcess process);

    /** How it meets requests. All calls are on one event loop. */
    interface Persona {

        /** Answers one request. */
        void handle(HttpServerRequest request);

        /** Whether a process that is told to stop goes on silently with what it has open; otherwise it ends. */
        boolean lingers();
    }
}
