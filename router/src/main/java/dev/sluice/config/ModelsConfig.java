package dev.sluice.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator says of models. Those that are not named here are served under the names that backends give them.
 *
 * @param named each name once
 * @param usual what a request gets that names no model; without it, the only model there is
 */
public record ModelsConfig(List<ModelConfig> named, Optional<String> usual) {

    static final ModelsConfig NONE = new ModelsConfig(List.of(), Optional.empty());

    public ModelsConfig {
        named = List.copyOf(named);
    }

    /** The other names that models have. */
    public List<Alias> aliases() {
        return named.stream()
                .flatMap(model -> model.serves().stream().map(id -> new Alias(model.name(), id)))
                .toList();
    }

    /** The bounds of those that have their own. */
    public Map<String, QueueRule> queues() {
        Map<String, QueueRule> queues = new LinkedHashMap<>();
        named.forEach(model -> model.queue().ifPresent(rule -> queues.put(model.name(), rule)));
        return Map.copyOf(queues);
    }

    /** The bounds of this model, if it has its own. Asked for each request, so nothing is made for it. */
    Optional<QueueRule> queue(String name) {
        for (ModelConfig model : named) {
            if (model.name().equals(name)) {
                return model.queue();
            }
        }
        return Optional.empty();
    }

    ModelsConfig with(Optional<String> usual) {
        return new ModelsConfig(named, usual);
    }
}
