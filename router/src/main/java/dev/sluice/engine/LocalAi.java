package dev.sluice.engine;

import dev.sluice.pool.Traits;
import java.util.Optional;

/** LocalAI: it answers while it starts, and says in {@code /readyz} when that is over. */
final class LocalAi implements Engine {

    private static final String READY = "/readyz";

    @Override
    public Optional<String> asks(Answers told) {
        return told.unlessAsked(READY);
    }

    /** Servers that answer whatever they are asked answer this with a page too. */
    @Override
    public boolean is(Answers told) {
        Answer ready = told.to(READY);
        return starts(ready) || (ready.isGood() && !ready.body().stripLeading().startsWith("<"));
    }

    @Override
    public boolean hasLoaded(Answers told) {
        return !starts(told.to(READY));
    }

    private static boolean starts(Answer ready) {
        return Readiness.of(ready) == Readiness.LOADING;
    }

    @Override
    public Traits traits(Answers told) {
        return OneSlot.coolingDown("LocalAI", OneSlot.UNMEASURED);
    }
}
