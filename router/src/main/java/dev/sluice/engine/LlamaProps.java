package dev.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.pool.Ability;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Served;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a llama-server, or one of its kin, says of itself in {@code /props}. */
record LlamaProps(JsonNode props) {

    static final String PATH = "/props";

    private static final Pattern BUILD = Pattern.compile("b(\\d{1,9})(\\D.*)?");

    /** The number counts commits: smaller ones are of builds from a copy without its history. */
    private static final int WITH_HISTORY = 1_000;

    /** The first release that goes on with a partial answer when it is told to. */
    private static final int CONTINUES = 9_146;

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    static LlamaProps in(Answers told) {
        return new LlamaProps(told.to(PATH).json());
    }

    boolean isRouter() {
        return props.path("role").asText().equals("router");
    }

    boolean isSleeping() {
        return props.path("is_sleeping").asBoolean(false);
    }

    /** Whether {@code /slots} answers; empty if that is not said. */
    Optional<Boolean> showsSlots() {
        JsonNode shows = props.path("endpoint_slots");
        return shows.isBoolean() ? Optional.of(shows.asBoolean()) : Optional.empty();
    }

    /** The context of a slot: under a shared pool all of it, else a part; there is never less. */
    OptionalInt context() {
        return Json.positive(props.path("default_generation_settings").path("n_ctx"));
    }

    Facts facts() {
        return new Facts(
                Json.text(props.path("build_info")),
                Json.positive(props.path("total_slots")),
                context(),
                Optional.of(KEEP_ALIVE),
                Json.text(props.path("build_info")).flatMap(LlamaProps::continues));
    }

    private static Optional<Boolean> continues(String build) {
        Matcher number = BUILD.matcher(build);
        if (!number.matches() || Integer.parseInt(number.group(1)) < WITH_HISTORY) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(number.group(1)) >= CONTINUES);
    }

    Served served(Listed model) {
        Set<Ability> lacks = new HashSet<>(model.lacks());
        JsonNode vision = props.path("modalities").path("vision");
        if (vision.isBoolean() && !vision.asBoolean()) {
            lacks.add(Ability.VISION);
        }
        return new Served(model.id(), model.names(), context().isPresent() ? context() : model.context(), lacks);
    }
}
