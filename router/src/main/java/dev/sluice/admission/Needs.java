package dev.sluice.admission;

import dev.sluice.pool.Ability;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a request needs of the backend that serves it.
 *
 * @param abilities of its model
 * @param weight how many sequences it runs at once, at least 1: so many slots it takes, or all that a smaller backend has
 * @param bytes the size of its body
 * @param maxTokens the most tokens that each answer may have, if it says so
 */
public record Needs(Set<Ability> abilities, int weight, long bytes, OptionalInt maxTokens) {

    public Needs {
        abilities = Set.copyOf(abilities);
    }

    /** One sequence of any model, and nothing known of its size. */
    public static final Needs PLAIN = new Needs(Set.of(), 1, 0, OptionalInt.empty());
}
