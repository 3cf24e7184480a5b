package dev.sluice.backends.parity;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** A simulated vLLM stops and dies as a real one. */
@BesideOthers
class SimulatedVllmDeathTest extends VllmDeathBehaviour {

    private final SimulatedVllm server = new SimulatedVllm(SimulatedVllm.SLOW.loading(Duration.ofMillis(500)));

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    URI engine() {
        return server.uri();
    }

    @Override
    void terminate() {
        server.backend().terminate().await();
    }

    /** A process of it never is: it lingers until it is killed. */
    @Override
    boolean isGone() {
        return server.backend().tally().open() == 0;
    }

    @Override
    void kill() {
        server.backend().kill().await();
    }

    @Override
    void startAgain() {
        server.backend().revive().await();
    }
}
