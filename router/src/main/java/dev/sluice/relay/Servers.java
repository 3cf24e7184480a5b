package dev.sluice.relay;

import dev.sluice.pool.Ability;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import dev.sluice.pool.Served;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Those who serve one model, as known now.
 *
 * @param model its name
 * @param backends all there are, whatever they serve
 */
record Servers(String model, List<Backend> backends) {

    /**
     * One of them that is up and of one of these engines: whose context is known, if there is one, then that with the
     * fewest counts in flight, then that of the lowest tier.
     */
    Optional<Backend> toCount(Set<String> engines, Counts counts) {
        return backends.stream()
                .filter(backend -> backend.health() == Health.UP)
                .filter(backend -> engines.contains(backend.traits().engine()))
                .filter(backend -> backend.serves(model).isPresent())
                .min(Comparator.comparing((Backend backend) -> !knowsContext(backend))
                        .thenComparingInt(backend -> counts.on(backend.id()))
                        .thenComparingInt(Backend::tier));
    }

    private boolean knowsContext(Backend backend) {
        return backend.serves(model)
                .filter(served -> served.context().isPresent())
                .isPresent();
    }

    /** The smallest context that is known of one. */
    OptionalInt smallestContext() {
        return contexts().min();
    }

    /** The largest context that is known of one. */
    OptionalInt largestContext() {
        return contexts().max();
    }

    /** What none of them can do; if each of these can be done by one, but not all by the same, any of them. */
    Ability lacked(Ability first, Set<Ability> needs) {
        Stream<Ability> inOrder = Stream.concat(Stream.of(first), needs.stream());
        return inOrder.filter(
                        ability -> models().allMatch(served -> served.lacks().contains(ability)))
                .findFirst()
                .orElseGet(() ->
                        needs.stream().filter(need -> need != first).findFirst().orElse(first));
    }

    private IntStream contexts() {
        return models().flatMapToInt(served -> served.context().stream());
    }

    private Stream<Served> models() {
        return backends.stream().flatMap(backend -> backend.serves(model).stream());
    }
}
