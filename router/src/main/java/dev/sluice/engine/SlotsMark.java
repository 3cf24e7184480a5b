package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far each slot of a llama-server has come, as {@code /slots} tells it: after each batch of a prompt and after each
 * token.
 *
 * <p>Two things are known of asking. It wakes a server that sleeps; but one that has our request is awake. And while
 * an answer is silent, the answer to us delays by a second the moment at which the server notices that its client has
 * left: whoever asks once in many seconds does no harm.
 */
record SlotsMark() implements ProgressSign {

    /** Of a server whose slots all rest, whatever they did before: our request gets nowhere there. */
    private static final String AT_REST = "at rest";

    @Override
    public String path() {
        return LlamaCpp.SLOTS;
    }

    @Override
    public Optional<String> mark(int status, String body) {
        JsonNode slots = Json.parse(body);
        if (status != 200 || !slots.isArray() || slots.isEmpty()) {
            return Optional.empty();
        }
        List<String> marks = new ArrayList<>();
        for (JsonNode slot : slots) {
            JsonNode works = slot.path("is_processing");
            if (!works.isBoolean() || (works.asBoolean() && !tells(slot))) {
                return Optional.empty();
            }
            if (works.asBoolean()) {
                marks.add(slotMark(slot));
            }
        }
        return Optional.of(marks.isEmpty() ? AT_REST : String.join(" ", marks));
    }

    /** Older servers show that a slot works, and not how far it has come. */
    private static boolean tells(JsonNode slot) {
        return slot.path("n_prompt_tokens_processed").isNumber()
                && decoded(slot).isNumber();
    }

    private static String slotMark(JsonNode slot) {
        return slot.path("id").asText() + ":" + slot.path("id_task").asText() + ":"
                + slot.path("n_prompt_tokens_processed").asText() + ":"
                + decoded(slot).asText();
    }

    /** In a list of one in today's servers, by itself in others. */
    private static JsonNode decoded(JsonNode slot) {
        JsonNode next = slot.path("next_token");
        return (next.isArray() ? next.path(0) : next).path("n_decoded");
    }
}
