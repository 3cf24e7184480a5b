package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Served;
import dev.sluice.pool.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Ollama: loads each model when it is asked for, and drops a request at once when its connection closes (seen on 0.17.4).
 * Whether it goes on with a partial answer depends on the template of the model.
 */
final class Ollama implements Engine {

    private static final String VERSION = "/api/version";
    private static final String ROOT = "/";
    private static final String LOADED = "/api/ps";
    private static final String USUAL_TAG = ":latest";

    @Override
    public Optional<String> asks(Answers told) {
        Optional<String> first = told.unlessAsked(VERSION);
        if (first.isPresent() || version(told).isEmpty()) {
            return first;
        }
        return is(told) ? told.unlessAsked(LOADED) : told.unlessAsked(ROOT);
    }

    /** Others answer {@code /api/version} for the sake of its clients; models that somebody made are not the library's. */
    @Override
    public boolean is(Answers told) {
        boolean saysSo = told.owner().equals("library") || told.to(ROOT).body().startsWith("Ollama is running");
        return version(told).isPresent() && saysSo;
    }

    private static Optional<String> version(Answers told) {
        return Json.text(told.to(VERSION).json().path("version"));
    }

    @Override
    public Traits traits(Answers told) {
        return OneSlot.coolingDown("Ollama", OneSlot.SOON);
    }

    @Override
    public Facts facts(Answers told) {
        return new Facts(version(told), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /** The usual tag may be left out. The context is known of a model that is loaded. */
    @Override
    public Served served(Listed model, Answers told) {
        List<String> names = new ArrayList<>(model.names());
        if (model.id().endsWith(USUAL_TAG)) {
            names.add(model.id().substring(0, model.id().length() - USUAL_TAG.length()));
        }
        return new Served(model.id(), names, context(model, told), model.lacks());
    }

    private static OptionalInt context(Listed model, Answers told) {
        for (JsonNode loaded : told.to(LOADED).json().path("models")) {
            if (loaded.path("name").asText().equals(model.id())) {
                return Json.positive(loaded.path("context_length"));
            }
        }
        return OptionalInt.empty();
    }
}
