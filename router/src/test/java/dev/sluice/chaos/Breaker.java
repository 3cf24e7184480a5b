package dev.sluice.chaos;

import dev.sluice.backends.simulated.Fault;
import dev.sluice.backends.simulated.SimulatedBackend;
import java.util.List;
import java.util.Random;

/** Does harm to backends at random, and mends it a little later. */
final class Breaker {

    private static final List<String> PASSING = List.of("refuse", "hang", "slow?factor=20", "busy-probes");

    private static final List<String> ENDING = List.of("reset", "cut", "error", "abort");

    private static final int LONGEST_MS = 60;

    private final Random random;
    private final List<SimulatedBackend> backends;

    Breaker(Random random, List<SimulatedBackend> backends) {
        this.random = random;
        this.backends = backends;
    }

    /** Does one harm, and waits until it is mended. */
    void harm() throws InterruptedException {
        SimulatedBackend backend = backends.get(random.nextInt(backends.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                backend.kill().await();
                pause();
                backend.revive().await();
            }
            case 1 -> {
                Fault fault = Fault.parse(PASSING.get(random.nextInt(PASSING.size())));
                backend.begin(fault).await();
                pause();
                backend.end(fault.kind()).await();
            }
            default -> {
                int token = random.nextInt(20);
                int times = 1 + random.nextInt(3);
                String kind = ENDING.get(random.nextInt(ENDING.size()));
                String where = kind.equals("reset") ? "" : "&token=" + token;
                backend.begin(Fault.parse(kind + "?times=" + times + where)).await();
                pause();
            }
        }
    }

    /** Mends all that is left, and starts every backend anew. */
    void mendAll() {
        for (SimulatedBackend backend : backends) {
            for (Fault.Kind kind : Fault.Kind.values()) {
                backend.end(kind).await();
            }
            backend.revive().await();
        }
    }

    private void pause() throws InterruptedException {
        Thread.sleep(random.nextInt(LONGEST_MS)); // the harm's own length: nothing is waited for
    }
}
