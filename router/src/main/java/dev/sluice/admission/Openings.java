package dev.sluice.admission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The backends that have slots to give away in one pass along the queue, by the names of their models: whoever waits for
 * another model is passed by at once, however long the queue is.
 */
final class Openings {

    private final Set<Member> free;
    private final Map<String, List<Member>> byModel = new HashMap<>();

    Openings(List<Member> free) {
        this.free = new HashSet<>(free);
        for (Member member : free) {
            member.backend().models().stream()
                    .flatMap(model -> model.names().stream())
                    .distinct()
                    .forEach(name -> byModel.computeIfAbsent(name, first -> new ArrayList<>())
                            .add(member));
        }
    }

    boolean any() {
        return !free.isEmpty();
    }

    /** Those that have this model, in the order in which they joined. */
    List<Member> of(String model) {
        return byModel.getOrDefault(model, List.of());
    }

    /** Their slots are not for those who come later. */
    void keep(Collection<Member> kept) {
        retain(member -> !kept.contains(member));
    }

    /** Only those are open still. */
    void retain(Predicate<Member> still) {
        if (free.removeIf(still.negate())) {
            byModel.values().forEach(members -> members.removeIf(member -> !free.contains(member)));
        }
    }
}
