package dev.sluice.config;

import java.util.List;
import java.util.Optional;

/**
 * A model as clients know it.
 *
 * @param name its public name
 * @param serves the ids under which backends know it, besides that name; any of them answers
 * @param queue its own bounds of waiting, within those of all
 */
public record ModelConfig(String name, List<String> serves, Optional<QueueRule> queue) {

    public ModelConfig {
        serves = List.copyOf(serves);
    }
}
