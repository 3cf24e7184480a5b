package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Traits;
import java.time.Duration;
import java.util.Optional;

/**
 * llama-server.
 *
 * <p>One slot, whatever it reports: left to itself it offers four on one pool of KV memory, in which four long answers
 * kill each other. After a cut it works on to the end of the running batch; {@code /slots} shows when it is through.
 */
final class LlamaCpp implements Engine {

    static final String OWNER = "llamacpp";

    private static final Traits TRAITS = new Traits("llama.cpp", Discipline.SEQUENTIAL, 1, Duration.ofSeconds(5));

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public Optional<IdleProof> idleProof() {
        return Optional.of(new NoSlotProcessing());
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
    }
}
