package dev.sluice.backends.simulated.ollama;

import dev.sluice.backends.batch.Kv;
import dev.sluice.backends.batch.Machine;
import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.language.Counting;
import dev.sluice.backends.language.Language;
import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.EngineProcess;
import dev.sluice.backends.simulated.Preset;
import java.time.Duration;

/**
 * Ollama. It serves at once, and loads its model for the first who asks.
 *
 * @param model the name of its model, with or without a tag
 * @param language what the model says
 * @param speed how fast it is
 * @param modelLoad how long its model takes to load, each time
 * @param slots {@code OLLAMA_NUM_PARALLEL}
 * @param context {@code OLLAMA_CONTEXT_LENGTH}: of requests that ask for no other
 * @param queue {@code OLLAMA_MAX_QUEUE}: how many may wait for a load; for a model that is loaded, any number may
 * @param goesOn whether the model's template leaves an answer at the end of a chat open, to be gone on with
 */
public record Ollama(
        String model,
        Language language,
        Speed speed,
        Duration modelLoad,
        int slots,
        int context,
        int queue,
        boolean goesOn)
        implements Engine {

    static final String VERSION = "0.17.4";

    private static final int BATCH = 512;

    /** It makes room by forgetting the beginning, so nothing is ever full. */
    private static final Kv ROOM = new Kv.Slots(Integer.MAX_VALUE, false);

    /** It closes no connection. */
    private static final Duration NEVER = Duration.ofDays(365);

    /** As it sets itself up without a GPU, without any waiting: to change from. */
    public static final Ollama USUAL = new Ollama(
            "counting", Counting.LANGUAGE, Preset.INSTANT.speed(), Preset.INSTANT.load(), 1, 4096, 512, true);

    @Override
    public Ollama at(Preset preset) {
        return at(preset.speed()).loading(preset.load());
    }

    public Ollama at(Speed other) {
        return new Ollama(model, language, other, modelLoad, slots, context, queue, goesOn);
    }

    public Ollama loading(Duration other) {
        return new Ollama(model, language, speed, other, slots, context, queue, goesOn);
    }

    @Override
    public Ollama serving(String name) {
        return new Ollama(name, language, speed, modelLoad, slots, context, queue, goesOn);
    }

    @Override
    public Ollama saying(Language other) {
        return new Ollama(model, other, speed, modelLoad, slots, context, queue, goesOn);
    }

    @Override
    public Ollama slots(int number) {
        return new Ollama(model, language, speed, modelLoad, number, context, queue, goesOn);
    }

    @Override
    public Ollama context(int tokens) {
        return new Ollama(model, language, speed, modelLoad, slots, tokens, queue, goesOn);
    }

    public Ollama queue(int requests) {
        return new Ollama(model, language, speed, modelLoad, slots, context, requests, goesOn);
    }

    /** With a template that closes every answer, so that each is begun anew. */
    public Ollama startingOver() {
        return new Ollama(model, language, speed, modelLoad, slots, context, queue, false);
    }

    @Override
    public String name() {
        return "Ollama";
    }

    @Override
    public Machine machine() {
        return new Machine(speed, slots, BATCH, ROOM);
    }

    @Override
    public Duration load() {
        return Duration.ZERO;
    }

    @Override
    public boolean refusesWhileLoading() {
        return false;
    }

    @Override
    public Connections connections() {
        return new Connections(NEVER, Integer.MAX_VALUE, false);
    }

    @Override
    public Persona persona(EngineProcess process) {
        return new OllamaPersona(this, process);
    }
}
