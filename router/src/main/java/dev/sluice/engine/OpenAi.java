package dev.sluice.engine;

import dev.sluice.pool.Traits;
import java.util.Optional;

/** Any server that answers {@code /v1/models} and is none of those we know. */
final class OpenAi implements Engine {

    @Override
    public Optional<String> asks(Answers told) {
        return Optional.empty();
    }

    @Override
    public boolean is(Answers told) {
        return true;
    }

    @Override
    public Traits traits(Answers told) {
        return OneSlot.coolingDown("OpenAI", OneSlot.UNMEASURED);
    }
}
