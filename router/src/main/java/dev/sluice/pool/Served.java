package dev.sluice.pool;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model as one backend serves it.
 *
 * @param id the backend's own name for it
 * @param names all names under which clients may ask for it there, the id among them
 * @param context how many tokens prompt and answer may have together; empty if it is not known
 * @param lacks what it is known not to be able to do: what is not known is tried
 */
public record Served(String id, List<String> names, OptionalInt context, Set<Ability> lacks) {

    public Served {
        names = List.copyOf(names);
        lacks = Set.copyOf(lacks);
    }

    /** Of which nothing but its name is known. */
    public static Served of(String id) {
        return new Served(id, List.of(id), OptionalInt.empty(), Set.of());
    }

    /** Whether it could answer, as far as is known, a prompt of at least so many tokens that needs these abilities. */
    public boolean suits(Set<Ability> needs, int promptTokens) {
        return lacks.stream().noneMatch(needs::contains) && (context.isEmpty() || promptTokens < context.getAsInt());
    }
}
