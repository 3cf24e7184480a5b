package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.batch.Kv;
import dev.sluice.backends.batch.Machine;
import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.language.Counting;
import dev.sluice.backends.language.Language;
import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.EngineProcess;
import dev.sluice.backends.simulated.Preset;
import java.time.Duration;
import java.util.Optional;

/**
 * llama-server.
 *
 * @param model the alias under which it serves its model
 * @param language what the model says
 * @param speed how fast it is
 * @param load from its start until it serves
 * @param slots {@code --parallel}
 * @param context {@code --ctx-size}: tokens of all slots together
 * @param shared {@code --kv-unified}: whether each slot may use all of them
 * @param batch {@code --batch-size}
 * @param parked tokens that are kept of what slots had to give up: {@code --cache-ram}
 * @param build the number of the build: older ones behave differently
 * @param key {@code --api-key}
 */
public record LlamaServer(
        String model,
        Language language,
        Speed speed,
        Duration load,
        int slots,
        int context,
        boolean shared,
        int batch,
        int parked,
        int build,
        Optional<String> key)
        implements Engine {

    /** From here on a stream's head is sent when its prompt begins, and no longer with its first token. */
    private static final int EARLY_HEADS = 9425;

    /** From here on silent streams get comments. */
    private static final int PINGS = 9478;

    private static final int USUAL_PING_SECONDS = 30;

    /** One slot, eight thousand tokens, and no waiting: to change from. */
    public static final LlamaServer USUAL = new LlamaServer(
            "counting",
            Counting.LANGUAGE,
            Preset.INSTANT.speed(),
            Preset.INSTANT.load(),
            1,
            8192,
            false,
            2048,
            100_000,
            11669,
            Optional.empty());

    @Override
    public LlamaServer at(Preset preset) {
        return at(preset.speed()).loading(preset.load());
    }

    public LlamaServer at(Speed other) {
        return new LlamaServer(model, language, other, load, slots, context, shared, batch, parked, build, key);
    }

    public LlamaServer loading(Duration other) {
        return new LlamaServer(model, language, speed, other, slots, context, shared, batch, parked, build, key);
    }

    @Override
    public LlamaServer serving(String alias) {
        return new LlamaServer(alias, language, speed, load, slots, context, shared, batch, parked, build, key);
    }

    @Override
    public LlamaServer saying(Language other) {
        return new LlamaServer(model, other, speed, load, slots, context, shared, batch, parked, build, key);
    }

    /** So many slots, each as large as one is now. */
    @Override
    public LlamaServer slots(int number) {
        return new LlamaServer(
                model, language, speed, load, number, slotContext() * number, false, batch, parked, build, key);
    }

    @Override
    public LlamaServer context(int tokens) {
        int all = shared ? tokens : tokens * slots;
        return new LlamaServer(model, language, speed, load, slots, all, shared, batch, parked, build, key);
    }

    /** {@code --kv-unified}: so many slots that share so many tokens. */
    public LlamaServer shared(int number, int tokens) {
        return new LlamaServer(model, language, speed, load, number, tokens, true, batch, parked, build, key);
    }

    public LlamaServer batch(int tokens) {
        return new LlamaServer(model, language, speed, load, slots, context, shared, tokens, parked, build, key);
    }

    /** Keeping so many tokens of what slots had to give up. */
    public LlamaServer parking(int tokens) {
        return new LlamaServer(model, language, speed, load, slots, context, shared, batch, tokens, build, key);
    }

    public LlamaServer build(int number) {
        return new LlamaServer(model, language, speed, load, slots, context, shared, batch, parked, number, key);
    }

    public LlamaServer key(String secret) {
        return new LlamaServer(
                model, language, speed, load, slots, context, shared, batch, parked, build, Optional.of(secret));
    }

    /** Tokens of one slot. */
    int slotContext() {
        return shared ? context : context / slots;
    }

    boolean earlyHeads() {
        return build >= EARLY_HEADS;
    }

    /** In a stream that is silent, how often a comment is sent; 0 for never. */
    int pingSeconds(JsonNode ask) {
        return build < PINGS ? 0 : ask.path("sse_ping_interval").asInt(USUAL_PING_SECONDS);
    }

    String buildInfo() {
        return "b" + build + "-simulated";
    }

    @Override
    public String name() {
        return "llama-server";
    }

    @Override
    public Machine machine() {
        return new Machine(speed, slots, batch, new Kv.Slots(context, shared, parked));
    }

    @Override
    public boolean refusesWhileLoading() {
        return false;
    }

    @Override
    public Connections connections() {
        return new Connections(Duration.ofSeconds(5), 100, true);
    }

    @Override
    public Persona persona(EngineProcess process) {
        return new LlamaPersona(this, process);
    }
}
