package dev.sluice.engine;

import dev.sluice.pool.Discipline;
import dev.sluice.pool.Traits;
import java.time.Duration;
import java.util.Optional;

/** vLLM: batches continuously, and drops a request within a step or two after its connection closes. */
final class Vllm implements Engine {

    static final String OWNER = "vllm";

    private static final Traits TRAITS = new Traits("vLLM", Discipline.BATCHING, 64, Duration.ZERO);

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public Optional<IdleProof> idleProof() {
        return Optional.empty();
    }
}
