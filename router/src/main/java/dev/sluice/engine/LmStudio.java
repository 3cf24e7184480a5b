package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Traits;
import java.util.Optional;
import java.util.OptionalInt;

/** LM Studio: its own lists of models say which are loaded, and since 0.4 how many requests each takes at once. */
final class LmStudio implements Engine {

    private static final String STATES = "/api/v0/models";
    private static final String INSTANCES = "/api/v1/models";

    @Override
    public Optional<String> asks(Answers told) {
        return told.unlessAsked(STATES).or(() -> told.unlessAsked(INSTANCES));
    }

    @Override
    public boolean is(Answers told) {
        JsonNode state = told.to(STATES).json().path("data").path(0).path("state");
        return state.isTextual()
                || models(told).path(0).path("loaded_instances").isArray();
    }

    private static JsonNode models(Answers told) {
        JsonNode list = told.to(INSTANCES).json();
        return list.has("models") ? list.path("models") : list.path("data");
    }

    @Override
    public Traits traits(Answers told) {
        return OneSlot.coolingDown("LM Studio", OneSlot.UNMEASURED);
    }

    @Override
    public Facts facts(Answers told) {
        return new Facts(Optional.empty(), parallel(told), OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /** The most that any of its loaded models takes. */
    private static OptionalInt parallel(Answers told) {
        int most = 0;
        for (JsonNode model : models(told)) {
            for (JsonNode instance : model.path("loaded_instances")) {
                most = Math.max(most, instance.path("config").path("parallel").asInt(0));
            }
        }
        return most > 0 ? OptionalInt.of(most) : OptionalInt.empty();
    }
}
