package dev.sluice.pool;

import java.util.List;

/**
 * What one backend is.
 *
 * @param traits what its engine means for scheduling
 * @param facts what it has told of itself
 * @param models the models it serves, in its own order
 */
public record Profile(Traits traits, Facts facts, List<Served> models) {

    /** Of a backend that has never answered. */
    public static final Profile UNKNOWN = new Profile(Traits.UNKNOWN, Facts.NONE, List.of());

    public Profile {
        models = List.copyOf(models);
    }

    /** Whether what was learnt of a backend that was so still holds for one that is like the other. */
    public boolean sameAs(Profile other) {
        return traits.engine().equals(other.traits.engine())
                && facts.build().equals(other.facts.build())
                && models.equals(other.models);
    }
}
