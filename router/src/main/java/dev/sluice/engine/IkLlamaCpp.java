package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Served;
import dev.sluice.pool.Traits;
import java.util.Optional;

/**
 * ik_llama.cpp, and llama-servers of 2024: they count their slots in {@code /health}, and answer nothing in the middle of
 * a batch.
 */
final class IkLlamaCpp implements Engine {

    @Override
    public Optional<String> asks(Answers told) {
        return is(told) ? told.unlessAsked(LlamaProps.PATH) : Optional.empty();
    }

    @Override
    public boolean is(Answers told) {
        JsonNode health = told.to(Answers.HEALTH).json();
        return health.path("slots_idle").isNumber()
                && health.path("slots_processing").isNumber();
    }

    @Override
    public Traits traits(Answers told) {
        return OneSlot.coolingDown("ik_llama.cpp", OneSlot.UNMEASURED);
    }

    @Override
    public Facts facts(Answers told) {
        Facts props = LlamaProps.in(told).facts();
        return new Facts(props.build(), props.reportedSlots(), props.pool(), props.keepAlive(), Optional.empty());
    }

    @Override
    public Served served(Listed model, Answers told) {
        return LlamaProps.in(told).served(model);
    }

    /** As llama-server's. */
    @Override
    public String guarded() {
        return LlamaProps.PATH;
    }
}
