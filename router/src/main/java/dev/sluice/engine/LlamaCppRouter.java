package dev.sluice.engine;

import dev.sluice.pool.Facts;
import dev.sluice.pool.Traits;
import java.util.Optional;

/**
 * llama-server with a folder of models, each of which it runs as a process of its own when it is asked for. Nothing else
 * is asked of it: {@code /slots} and {@code /metrics} are those of one model, and to ask for them loads it.
 */
final class LlamaCppRouter implements Engine {

    @Override
    public Optional<String> asks(Answers told) {
        return LlamaCpp.isKin(told) ? told.unlessAsked(LlamaProps.PATH) : Optional.empty();
    }

    @Override
    public boolean is(Answers told) {
        return LlamaCpp.isKin(told) && LlamaProps.in(told).isRouter();
    }

    @Override
    public Traits traits(Answers told) {
        return OneSlot.coolingDown("llama.cpp router", OneSlot.UNMEASURED);
    }

    @Override
    public Facts facts(Answers told) {
        return LlamaProps.in(told).facts();
    }

    /** As llama-server's. */
    @Override
    public String guarded() {
        return LlamaProps.PATH;
    }
}
