package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.admission.Outcome;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Traits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * llama-server.
 *
 * <p>One slot, whatever it reports: left to itself it offers four on one pool of KV memory, in which four long answers
 * kill each other. After a cut it works on to the end of the running batch; {@code /slots} shows when it is through.
 */
final class LlamaCpp implements Engine {

    static final String OWNER = "llamacpp";

    private static final Traits TRAITS = new Traits(
            "llama.cpp",
            Discipline.SEQUENTIAL,
            1,
            new Settling.Shown(Duration.ofSeconds(5)),
            false,
            OptionalInt.empty());

    /** While it streams, it looks at its connection before every token. */
    private static final Duration SOON = Duration.ofMillis(50);

    /**
     * While it is silent, in a long prompt or an answer in one piece, it looks at its connection after a second without
     * results, and an answer to {@code /slots} counts as a result: whoever asks more often than once a second keeps it
     * from ever noticing that its client has left (seen on b11669).
     */
    private static final Duration UNDISTURBED = Duration.ofMillis(1_100);

    /**
     * For servers that were told to hide their slots: steps of the model, with a draft model and without. To read them
     * starts anew the averages beside them, which somebody else may be plotting, so they are the second choice.
     */
    private static final ProgressSign STEPS =
            MetricsMark.of("llamacpp:n_decode_total", "llamacpp:spec_decode_num_drafts_total");

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public Optional<IdleProof> idleProof() {
        return Optional.of(new NoSlotProcessing());
    }

    @Override
    public List<ProgressSign> progressSigns() {
        return List.of(new SlotsMark(), STEPS);
    }

    private record NoSlotProcessing() implements IdleProof {

        @Override
        public String path() {
            return "/slots";
        }

        @Override
        public boolean shows(int status, String body) {
            JsonNode slots = Json.parse(body);
            if (status != 200 || !slots.isArray() || slots.isEmpty()) {
                return false;
            }
            for (JsonNode slot : slots) {
                if (slot.path("is_processing").asBoolean(true)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Duration untilFirstLook(Outcome ended) {
            return ended == Outcome.ABANDONED ? UNDISTURBED : SOON;
        }

        @Override
        public Duration betweenLooks(Outcome ended) {
            return ended == Outcome.CUT ? SOON : UNDISTURBED;
        }
    }
}
