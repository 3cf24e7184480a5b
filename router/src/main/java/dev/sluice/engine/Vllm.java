package dev.sluice.engine;

import dev.sluice.pool.Discipline;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Traits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** vLLM: batches continuously, and drops a request within a step or two after its connection closes. */
final class Vllm implements Engine {

    static final String OWNER = "vllm";

    private static final Traits TRAITS =
            new Traits("vLLM", Discipline.BATCHING, 64, new Settling.AtOnce(), true, OptionalInt.empty());

    /**
     * The counters of tokens, and the share of memory in use: in the middle of a long prompt that is done in pieces
     * only the latter moves (seen on 0.32.0), as no counter hears of a prompt before its end.
     */
    private static final ProgressSign PROGRESS =
            MetricsMark.of("vllm:prompt_tokens_total", "vllm:generation_tokens_total", "vllm:kv_cache_usage_perc");

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public Optional<IdleProof> idleProof() {
        return Optional.empty();
    }

    @Override
    public List<ProgressSign> progressSigns() {
        return List.of(PROGRESS);
    }
}
