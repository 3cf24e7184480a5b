package dev.sluice.routing;

import java.util.Optional;
import java.util.Set;

/**
 * What is served at one address.
 *
 * @param models the public names of the models that are served there; all if there are none
 * @param usual what a request gets that names no model; without it, the only model there is
 */
public record Offer(Set<String> models, Optional<String> usual) {

    /** Every model there is. */
    public static final Offer ALL = new Offer(Set.of(), Optional.empty());

    public Offer {
        models = Set.copyOf(models);
    }

    boolean includes(String model) {
        return models.isEmpty() || models.contains(model);
    }
}
