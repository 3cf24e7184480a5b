package dev.sluice.health;

import dev.sluice.engine.Answers;
import dev.sluice.engine.Engine;
import dev.sluice.engine.ModelList;
import dev.sluice.engine.Recognition;
import dev.sluice.pool.Profile;

/**
 * What a backend has turned out to be.
 *
 * @param engine its software
 * @param list the models that it named then
 * @param profile what it is as long as its operator says nothing else
 * @param complete whether it answered all that was asked; if not, it is asked again
 */
public record Identity(Engine engine, ModelList list, Profile profile, boolean complete) {

    /** Of one that has told all this. */
    static Identity of(ModelList list, Answers told) {
        Engine engine = Recognition.engine(told);
        return new Identity(engine, list, engine.profile(list, told), told.complete());
    }

    /** Whether one that names these models now can be taken for the same. */
    boolean stillHolds(ModelList now) {
        return complete && list.equals(now);
    }
}
