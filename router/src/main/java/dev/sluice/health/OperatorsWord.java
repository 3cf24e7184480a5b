package dev.sluice.health;

import dev.sluice.config.Alias;
import dev.sluice.config.SlotRule;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Served;
import dev.sluice.pool.Traits;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operator has said, laid over what a backend says of itself.
 *
 * @param slots of this backend
 * @param aliases of all backends
 */
public record OperatorsWord(SlotRule slots, List<Alias> aliases) {

    /** What such a backend is, as far as the router is concerned. */
    public Profile on(Identity identity) {
        Profile usual = identity.profile();
        List<Served> models = usual.models().stream().map(this::withAliases).toList();
        return new Profile(traits(identity), usual.facts(), models);
    }

    private Traits traits(Identity identity) {
        Profile usual = identity.profile();
        return switch (slots) {
            case SlotRule.Usual() -> usual.traits();
            case SlotRule.Fixed(int count) -> usual.traits().withSlots(count);
            case SlotRule.Auto() -> identity.engine().trusted(usual);
        };
    }

    private Served withAliases(Served model) {
        List<String> names = new ArrayList<>(model.names());
        aliases.stream()
                .filter(alias -> model.names().contains(alias.model()) && !names.contains(alias.name()))
                .forEach(alias -> names.add(alias.name()));
        return new Served(model.id(), names, model.context(), model.lacks());
    }
}
