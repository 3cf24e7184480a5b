package dev.sluice.backends.simulated.vllm;

import dev.sluice.backends.batch.Kv;
import dev.sluice.backends.batch.Machine;
import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.language.ByteLevelCounting;
import dev.sluice.backends.language.Language;
import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.EngineProcess;
import dev.sluice.backends.simulated.Preset;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * vLLM.
 *
 * @param model {@code --served-model-name}
 * @param weights where it found its model: {@code root} in its list
 * @param language what the model says
 * @param speed how fast it is
 * @param load from its start until it serves
 * @param slots {@code --max-num-seqs}
 * @param context {@code --max-model-len}
 * @param kv what holds the tokens of all sequences
 * @param batch {@code --max-num-batched-tokens}
 * @param queue {@code --max-num-queued-reqs}: how many it takes at most, running ones included
 * @param key {@code --api-key}
 */
public record Vllm(
        String model,
        String weights,
        Language language,
        Speed speed,
        Duration load,
        int slots,
        int context,
        Kv.Blocks kv,
        int batch,
        OptionalInt queue,
        Optional<String> key)
        implements Engine {

    static final String VERSION = "0.32.0";

    /** As it sets itself up on a GPU of the usual size, without any waiting: to change from. */
    public static final Vllm USUAL = new Vllm(
            "counting",
            "/models/counting",
            ByteLevelCounting.LANGUAGE,
            Preset.INSTANT.speed(),
            Preset.INSTANT.load(),
            256,
            8192,
            new Kv.Blocks(524_288, 16),
            2048,
            OptionalInt.empty(),
            Optional.empty());

    @Override
    public Vllm at(Preset preset) {
        return at(preset.speed()).loading(preset.load());
    }

    public Vllm at(Speed other) {
        return new Vllm(model, weights, language, other, load, slots, context, kv, batch, queue, key);
    }

    public Vllm loading(Duration other) {
        return new Vllm(model, weights, language, speed, other, slots, context, kv, batch, queue, key);
    }

    @Override
    public Vllm serving(String name) {
        return new Vllm(name, weights, language, speed, load, slots, context, kv, batch, queue, key);
    }

    public Vllm weights(String path) {
        return new Vllm(model, path, language, speed, load, slots, context, kv, batch, queue, key);
    }

    @Override
    public Vllm saying(Language other) {
        return new Vllm(model, weights, other, speed, load, slots, context, kv, batch, queue, key);
    }

    @Override
    public Vllm slots(int number) {
        return new Vllm(model, weights, language, speed, load, number, context, kv, batch, queue, key);
    }

    @Override
    public Vllm context(int tokens) {
        return new Vllm(model, weights, language, speed, load, slots, tokens, kv, batch, queue, key);
    }

    /** With room for so many tokens of all sequences, in blocks of so many. */
    public Vllm kv(int tokens, int block) {
        Kv.Blocks other = new Kv.Blocks(tokens, block);
        return new Vllm(model, weights, language, speed, load, slots, context, other, batch, queue, key);
    }

    public Vllm batch(int tokens) {
        return new Vllm(model, weights, language, speed, load, slots, context, kv, tokens, queue, key);
    }

    public Vllm queue(int requests) {
        OptionalInt other = OptionalInt.of(requests);
        return new Vllm(model, weights, language, speed, load, slots, context, kv, batch, other, key);
    }

    public Vllm key(String secret) {
        Optional<String> other = Optional.of(secret);
        return new Vllm(model, weights, language, speed, load, slots, context, kv, batch, queue, other);
    }

    @Override
    public String name() {
        return "vLLM";
    }

    @Override
    public Machine machine() {
        return new Machine(speed, slots, batch, kv);
    }

    @Override
    public boolean refusesWhileLoading() {
        return true;
    }

    @Override
    public Connections connections() {
        return new Connections(Duration.ofSeconds(5), Integer.MAX_VALUE, false);
    }

    @Override
    public Persona persona(EngineProcess process) {
        return new VllmPersona(this, process);
    }
}
