package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Served;
import dev.sluice.pool.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Text Generation Inference: it batches; but how many at once is for its operator to say. */
final class Tgi implements Engine {

    private static final String INFO = "/info";

    @Override
    public Optional<String> asks(Answers told) {
        return told.unlessAsked(INFO);
    }

    @Override
    public boolean is(Answers told) {
        return info(told).path("router").isTextual()
                && info(told).path("model_id").isTextual();
    }

    private static JsonNode info(Answers told) {
        return told.to(INFO).json();
    }

    @Override
    public Traits traits(Answers told) {
        return OneSlot.coolingDown("TGI", OneSlot.UNMEASURED);
    }

    @Override
    public Facts facts(Answers told) {
        return new Facts(
                Json.text(info(told).path("version")),
                Json.positive(info(told).path("max_concurrent_requests")),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** It serves one model, under whatever name. */
    @Override
    public Served served(Listed model, Answers told) {
        List<String> names = new ArrayList<>(model.names());
        Json.text(info(told).path("model_id")).filter(id -> !names.contains(id)).ifPresent(names::add);
        OptionalInt input = Json.positive(info(told).path("max_input_tokens"));
        OptionalInt total = Json.positive(info(told).path("max_total_tokens"));
        return new Served(model.id(), names, total.isPresent() ? total : input, model.lacks());
    }
}
