package dev.sluice.config;

import java.util.Set;

/**
 * One address for clients, and what it is for.
 *
 * @param address where it listens
 * @param models the public names of the models that are served there; all if there are none
 * @param origins the web pages that may ask from a browser, as browsers write them; {@code *} is all
 */
public record Listener(Address address, Set<String> models, Set<String> origins) {

    public Listener {
        models = Set.copyOf(models);
        origins = Set.copyOf(origins);
    }

    /** Whether it serves this model. */
    public boolean serves(String model) {
        return models.isEmpty() || models.contains(model);
    }
}
