package dev.sluice.backends.simulated.vllm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Whom vLLM lets in, and who is in. While it pauses, all that come wait before it. */
final class VllmGate {

    private final OptionalInt most;
    private final List<VllmGeneration> in = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean paused;

    VllmGate(OptionalInt most) {
        this.most = most;
    }

    /** Whether there is no room for so many choices more. */
    boolean full(int choices) {
        return most.isPresent()
                && in().stream().mapToInt(VllmGeneration::choices).sum() + choices > most.getAsInt();
    }

    void enters(VllmGeneration generation) {
        in().add(generation);
    }

    /** Begins this: now, or when it pauses no more. */
    void pass(Runnable begin) {
        if (paused) {
            held.add(begin);
        } else {
            begin.run();
        }
    }

    boolean paused() {
        return paused;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        List<Runnable> all = List.copyOf(held);
        held.clear();
        all.forEach(Runnable::run);
    }

    /** Gives up those with these ids, or all if there are none; how many. */
    int abort(Set<String> ids) {
        List<VllmGeneration> meant = in().stream()
                .filter(one -> ids.isEmpty() || ids.contains(one.id()))
                .toList();
        meant.forEach(VllmGeneration::giveItUp);
        return meant.size();
    }

    private List<VllmGeneration> in() {
        in.removeIf(VllmGeneration::isOver);
        return in;
    }
}
