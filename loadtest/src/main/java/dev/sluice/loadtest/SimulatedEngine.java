package dev.sluice.loadtest;

import dev.sluice.Transports;
import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.vllm.Vllm;
import java.util.concurrent.TimeUnit;

/**
 * The process whose cost {@link SimulatorCost} looks at: one simulated vLLM.
 *
 * <p>Arguments: its port, how many requests it works on at once, and the tokens a second of each.
 */
public final class SimulatedEngine {

    /** What it serves. */
    static final String MODEL = Vllm.USUAL.model();

    /** Room for the longest answer and a short prompt, for each request. */
    private static final int TOKENS = 2_048;

    private static final int BLOCK = 16;

    private SimulatedEngine() {}

    /** Starts it. */
    public static void main(String[] args) {
        int slots = Integer.parseInt(args[1]);
        Speed speed = new Speed(0, TimeUnit.SECONDS.toNanos(1) / Long.parseLong(args[2]), 0, 0);
        Vllm engine =
                Vllm.USUAL.at(speed).slots(slots).kv(TOKENS * slots, BLOCK).batch(TOKENS * slots);
        SimulatedBackend.start(Transports.vertx(), engine, Integer.parseInt(args[0]))
                .await();
    }
}
