package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.pool.Ability;
import dev.sluice.pool.Served;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model as a list of models shows it.
 *
 * @param id the server's own name for it
 * @param aliases further names under which the server takes requests for it, as llama-server tells them
 * @param context how many tokens prompt and answer may have together, as vLLM and llama-server's router mode tell it
 * @param lacks what the server says it cannot do
 */
public record Listed(String id, List<String> aliases, OptionalInt context, Set<Ability> lacks) {

    public Listed {
        aliases = List.copyOf(aliases);
        lacks = Set.copyOf(lacks);
    }

    /**
     * As one entry shows it.
     *
     * @param capabilities what llama-server says about it elsewhere in the same answer; missing with any other server
     */
    static Listed of(JsonNode entry, JsonNode capabilities) {
        List<String> aliases = new ArrayList<>();
        entry.path("aliases").forEach(alias -> aliases.add(alias.asText()));
        JsonNode context = entry.has("max_model_len") ? entry.path("max_model_len") : entry.path("context_length");
        Set<Ability> lacks = EnumSet.noneOf(Ability.class);
        if (saysNotToHave(capabilities, "completion")) {
            lacks.addAll(Set.of(Ability.CHAT, Ability.COMPLETION));
        }
        if (saysNotToHave(entry.path("architecture").path("input_modalities"), "image")) {
            lacks.add(Ability.VISION);
        }
        return new Listed(entry.path("id").asText(), aliases, Json.positive(context), lacks);
    }

    /** A list that is empty, or not there, says nothing. */
    private static boolean saysNotToHave(JsonNode list, String word) {
        boolean has = false;
        for (JsonNode one : list) {
            has |= one.asText().equals(word);
        }
        return !list.isEmpty() && !has;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(id);
        aliases.stream()
                .filter(alias -> !alias.isEmpty() && !names.contains(alias))
                .distinct()
                .forEach(names::add);
        return names;
    }

    /** With nothing else known of it. */
    Served served() {
        return new Served(id, names(), context, lacks);
    }
}
