package dev.sluice.backends.simulated.ollama;

import dev.sluice.backends.simulated.EngineProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What runs the model: loaded for the first who asks, loaded anew for one who asks for another context, and unloaded when
 * nobody has asked for long. Those who ask for what is loaded use it at once, whoever waits for a load. To be used on
 * one event loop.
 */
final class OllamaRunner {

    private static final Duration USUAL_KEEP_ALIVE = Duration.ofMinutes(5);
    private static final long NONE = -1;

    /** Somebody who uses the model. */
    interface User {

        /** With so many tokens. */
        int context();

        /** It is to be kept for so long after that. */
        Optional<Duration> keepAlive();

        /** It is there. */
        void begin();
    }

    private enum Phase {
        ABSENT,
        LOADING,
        LOADED
    }

    private final Ollama server;
    private final EngineProcess process;

    // Mutable state, on the event loop only.
    private final Deque<User> waiting = new ArrayDeque<>();
    private final Set<User> users = new HashSet<>();
    private Phase phase = Phase.ABSENT;
    private boolean failed;
    private int context;
    private Duration keepAlive = USUAL_KEEP_ALIVE;
    private Optional<Instant> expires = Optional.empty();
    private long timer = NONE;

    OllamaRunner(Ollama server, EngineProcess process) {
        this.server = server;
        this.process = process;
    }

    /** Whether so many wait for a load that no other who needs one may. */
    boolean full(int wanted) {
        return !serves(wanted) && waiting.size() > server.queue(); // the first of them is being served
    }

    /** Lets it begin when the model is there. */
    void want(User user) {
        if (serves(user.context())) {
            use(user);
        } else {
            waiting.add(user);
            next();
        }
    }

    /** It uses the model no more, or does not want it any longer; any number of times. */
    void leave(User user) {
        boolean loadsForIt = phase == Phase.LOADING && user.equals(waiting.peek());
        boolean waited = waiting.remove(user);
        if (loadsForIt) {
            unload();
        }
        if (users.remove(user) && users.isEmpty()) {
            idles();
        }
        if (waited || users.isEmpty()) {
            next();
        }
    }

    /** Unloads it as soon as nobody uses it. */
    void expire() {
        if (phase == Phase.LOADED) {
            keepAlive = Duration.ZERO;
            expires = Optional.of(Instant.now());
            if (users.isEmpty()) {
                idles();
            }
        }
    }

    /** It has failed: nobody can use it who does not already. */
    void fails() {
        failed = true;
    }

    boolean loaded() {
        return phase == Phase.LOADED;
    }

    /** Tokens of the one that is loaded. */
    int context() {
        return context;
    }

    /** When it will be unloaded, if nobody asks for it. */
    Instant expires() {
        return expires.orElseGet(() -> in(keepAlive));
    }

    private boolean serves(int wanted) {
        return phase == Phase.LOADED && !failed && context == wanted;
    }

    private void use(User user) {
        process.vertx().cancelTimer(timer);
        keepAlive = user.keepAlive().orElse(keepAlive);
        users.add(user);
        user.begin();
    }

    /** Serves those that wait, in order: the first for whom the model does not fit waits until nobody uses it. */
    private void next() {
        while (!waiting.isEmpty() && serves(waiting.peek().context())) {
            use(waiting.remove());
        }
        if (!waiting.isEmpty() && phase != Phase.LOADING && users.isEmpty()) {
            load(waiting.peek());
        }
    }

    private void load(User first) {
        process.vertx().cancelTimer(timer);
        phase = Phase.LOADING;
        context = first.context();
        keepAlive = first.keepAlive().orElse(USUAL_KEEP_ALIVE);
        expires = Optional.empty();
        if (server.modelLoad().isZero()) {
            hasLoaded();
        } else {
            timer = process.vertx().setTimer(Math.max(1, server.modelLoad().toMillis()), over -> hasLoaded());
        }
    }

    private void hasLoaded() {
        phase = Phase.LOADED;
        failed = false;
        process.clockwork().forget();
        next();
    }

    private void idles() {
        if (!waiting.isEmpty()) {
            return; // it goes at once, for one whom it does not fit
        }
        process.vertx().cancelTimer(timer);
        if (keepAlive.isZero()) {
            unload();
        } else {
            expires = Optional.of(in(keepAlive));
            if (!keepAlive.equals(OllamaDuration.FOR_EVER)) {
                timer = process.vertx().setTimer(Math.max(1, keepAlive.toMillis()), over -> unload());
            }
        }
    }

    private void unload() {
        process.vertx().cancelTimer(timer);
        phase = Phase.ABSENT;
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time);
    }
}
