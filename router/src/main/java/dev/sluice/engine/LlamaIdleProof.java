package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.admission.Outcome;
import java.time.Duration;
import java.util.List;

/** A llama-server works on nothing if it sleeps, or if none of its slots processes. */
record LlamaIdleProof() implements IdleProof {

    /** While it streams, it looks at its connection before every token. */
    private static final Duration SOON = Duration.ofMillis(50);

    /**
     * While it is silent, in a long prompt or an answer in one piece, it looks at its connection after a second without
     * results, and an answer to {@code /slots} counts as a result: whoever asks more often than once a second keeps it
     * from ever noticing that its client has left (seen on b11669).
     */
    private static final Duration UNDISTURBED = Duration.ofMillis(1_100);

    /** The second would wake one that sleeps, and so is asked only if the first says that it does not. */
    @Override
    public List<IdleSign> signs() {
        return List.of(new Sleeps(), new NoSlotProcesses());
    }

    @Override
    public Duration untilFirstLook(Outcome ended) {
        return ended == Outcome.ABANDONED ? UNDISTURBED : SOON;
    }

    @Override
    public Duration betweenLooks(Outcome ended) {
        return ended == Outcome.CUT ? SOON : UNDISTURBED;
    }

    /** Whether this answer to {@code /slots} can show it at all. */
    static boolean tellsOfSlots(Answer answer) {
        return answer.json().path(0).path("is_processing").isBoolean();
    }

    /** It has put its model away. */
    record Sleeps() implements IdleSign {

        @Override
        public String path() {
            return LlamaProps.PATH;
        }

        @Override
        public boolean shows(Answer answer) {
            return new LlamaProps(answer.json()).isSleeping();
        }
    }

    private record NoSlotProcesses() implements IdleSign {

        @Override
        public String path() {
            return LlamaCpp.SLOTS;
        }

        @Override
        public boolean shows(Answer answer) {
            JsonNode slots = answer.json();
            if (!slots.isArray() || slots.isEmpty()) {
                return false;
            }
            for (JsonNode slot : slots) {
                if (slot.path("is_processing").asBoolean(true)) {
                    return false;
                }
            }
            return true;
        }
    }
}
