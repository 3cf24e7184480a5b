package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.batch.Occupancy;
import dev.sluice.backends.batch.Occupancy.Seated;
import dev.sluice.backends.simulated.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What each slot works on, or worked on last. */
final class LlamaSlots {

    private record Task(long job, int prompt, int limit, boolean streamed) {}

    private final LlamaServer server;
    private final Map<Integer, Task> last = new HashMap<>();

    LlamaSlots(LlamaServer server) {
        this.server = server;
    }

    void begins(int slot, long job, int prompt, LlamaAsk ask) {
        last.put(slot, new Task(job, prompt, ask.limit(), ask.streamed()));
    }

    ArrayNode show(Occupancy occupancy) {
        ArrayNode slots = Json.array();
        for (int id = 0; id < server.slots(); id++) {
            int number = id;
            Optional<Seated> seated = occupancy.running().stream()
                    .filter(one -> one.slot() == number)
                    .findFirst();
            ObjectNode slot = Json.object()
                    .put("id", id)
                    .put("n_ctx", server.slotContext())
                    .put("speculative", false)
                    .put("is_processing", seated.isPresent());
            Optional.ofNullable(last.get(id)).ifPresent(task -> show(slot, task, seated));
            slots.add(slot);
        }
        return slots;
    }

    private static void show(ObjectNode slot, Task task, Optional<Seated> seated) {
        ObjectNode next = Json.object()
                .put("has_next_token", seated.isPresent())
                .put("has_new_line", false)
                .put("n_remain", -1)
                .put("n_decoded", seated.map(Seated::said).orElse(0));
        slot.put("id_task", task.job())
                .put("n_prompt_tokens", task.prompt())
                .put("n_prompt_tokens_processed", seated.map(Seated::read).orElse(0))
                .put("n_prompt_tokens_cache", seated.map(Seated::cached).orElse(0));
        slot.set("params", LlamaState.params(task.limit(), task.streamed()));
        slot.set("next_token", Json.array(next));
    }
}
