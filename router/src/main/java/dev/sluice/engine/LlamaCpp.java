package dev.sluice.engine;

import dev.sluice.pool.Discipline;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Served;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Traits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * llama-server with one model.
 *
 * <p>One slot, whatever it reports: left to itself it offers four on one pool of KV memory, in which four long answers
 * kill each other. After a cut it works on to the end of the running batch; {@code /slots} shows when it is through.
 */
final class LlamaCpp implements Engine {

    static final String SLOTS = "/slots";

    private static final Traits TRAITS = new Traits(
            "llama.cpp",
            Discipline.SEQUENTIAL,
            1,
            new Settling.Shown(Duration.ofSeconds(5)),
            false,
            OptionalInt.empty());

    /**
     * For servers that were told to hide their slots: steps of the model, with a draft model and without. To read them
     * starts anew the averages beside them, which somebody else may be plotting, so they are the second choice.
     */
    private static final ProgressSign STEPS =
            MetricsMark.of("llamacpp:n_decode_total", "llamacpp:spec_decode_num_drafts_total");

    /** Whether it is one of the family: by its own header, or by who owns its models where a proxy is in between. */
    static boolean isKin(Answers told) {
        return told.server().equals("llama.cpp") || told.owner().equals("llamacpp");
    }

    @Override
    public Optional<String> asks(Answers told) {
        if (!isKin(told)) {
            return Optional.empty();
        }
        return told.unlessAsked(LlamaProps.PATH)
                .or(() -> mayBeAskedForSlots(told) ? told.unlessAsked(SLOTS) : Optional.empty());
    }

    /** Older ones do not say whether they show their slots; they do not sleep either. One that sleeps would wake up. */
    private static boolean mayBeAskedForSlots(Answers told) {
        LlamaProps props = LlamaProps.in(told);
        boolean answered = !told.to(LlamaProps.PATH).equals(Answer.NONE);
        return answered
                && !props.isRouter()
                && !props.isSleeping()
                && props.showsSlots().isEmpty();
    }

    @Override
    public boolean is(Answers told) {
        return isKin(told);
    }

    @Override
    public Traits traits(Answers told) {
        boolean shown = LlamaProps.in(told).showsSlots().orElse(LlamaIdleProof.tellsOfSlots(told.to(SLOTS)));
        return shown ? TRAITS : TRAITS.settling(new Settling.CoolDown(OneSlot.UNMEASURED));
    }

    @Override
    public Facts facts(Answers told) {
        return LlamaProps.in(told).facts();
    }

    @Override
    public Served served(Listed model, Answers told) {
        return LlamaProps.in(told).served(model);
    }

    /** It does not tell whether its slots share one pool, nor how large that is: the context of a slot is never more. */
    @Override
    public Traits trusted(Profile usual) {
        OptionalInt slots = usual.facts().reportedSlots();
        OptionalInt pool = usual.facts().pool();
        boolean told = slots.isPresent() && pool.isPresent();
        return told ? usual.traits().sharing(slots.getAsInt(), pool.getAsInt()) : usual.traits();
    }

    /** Its list of models was open to all until build 10524, and {@code /health} still is (ggml-org/llama.cpp#26347). */
    @Override
    public String guarded() {
        return LlamaProps.PATH;
    }

    @Override
    public Optional<IdleSign> sleepSign() {
        return Optional.of(new LlamaIdleProof.Sleeps());
    }

    @Override
    public Optional<IdleProof> idleProof() {
        return Optional.of(new LlamaIdleProof());
    }

    @Override
    public List<ProgressSign> progressSigns() {
        return List.of(new SlotsMark(), STEPS);
    }
}
