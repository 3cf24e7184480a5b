package dev.sluice.cli.doctor;

import dev.sluice.cli.doctor.Diagnosis.Serving;
import dev.sluice.config.BackendConfig;
import dev.sluice.pool.Served;
import dev.sluice.pool.Settling;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What to know of a backend that serves. */
record ServingAdvice(BackendConfig backend, Serving state) {

    /** A few turns of a chat, or one document, are more. */
    private static final int SMALL_CONTEXT = 4_096;

    List<Advice> all() {
        return Stream.of(locked(), useless(), asleep(), slots(), crowded(), blind(), shortens(), small())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Advice> locked() {
        return state.key() instanceof KeyCheck.Refused(int status)
                ? Optional.of(new AbsentAdvice(backend).locked(status))
                : Optional.empty();
    }

    private Optional<Advice> useless() {
        return when(
                backend.key().isPresent() && state.key() instanceof KeyCheck.NotAskedFor,
                "It is shown a key, and answers without one as well.",
                "Whoever reaches it can use it.",
                "Start it with --api-key, or leave --key " + backend.url() + " away.");
    }

    private Optional<Advice> asleep() {
        return when(
                state.sleeps(),
                "It sleeps.",
                "The next request waits until it has loaded its model again.",
                "Nothing, if that is meant. Else start it without --sleep-idle-seconds.");
    }

    private Optional<Advice> slots() {
        return new SlotAdvice(backend, state.profile()).get();
    }

    private Optional<Advice> crowded() {
        int waiting = state.crowd().orElse(0);
        return when(
                waiting > 0,
                "There are " + waiting + " requests that wait inside it for memory.",
                "They wait there in an order of its own. It gets fewer until that is over.",
                "If that is so often, lower --slots " + backend.url() + "=N.");
    }

    /** Only one with one model could show it. */
    private Optional<Advice> blind() {
        boolean hidden = state.profile().traits().settling() instanceof Settling.CoolDown;
        return when(
                EngineName.of(state.profile()) == EngineName.LLAMA_CPP && hidden,
                "It does not show its slots.",
                "Nobody sees when a cancelled request is over: its slot is held for 5 s at first.",
                "Start it without --no-slots; older builds with --slots.");
    }

    private Optional<Advice> shortens() {
        return when(
                EngineName.of(state.profile()) == EngineName.OLLAMA,
                "Ollama shortens a prompt that is too long, and says nothing of it.",
                "The answer looks complete, and was given to a part of the question.",
                "Give it the context that your prompts need: OLLAMA_CONTEXT_LENGTH=N ollama serve.");
    }

    private Optional<Advice> small() {
        Served model = state.profile().models().getFirst();
        OptionalInt context = model.context();
        return when(
                context.orElse(SMALL_CONTEXT) < SMALL_CONTEXT,
                "Prompt and answer together have " + context.orElse(0) + " tokens.",
                "A chat of a few turns is longer, and is refused there.",
                EngineName.of(state.profile()).largerContext());
    }

    private static Optional<Advice> when(boolean so, String what, String why, String remedy) {
        return so ? Optional.of(new Advice(what, why, remedy)) : Optional.empty();
    }
}
