package dev.sluice.config;

import java.util.Optional;

/** How many requests a backend may run at once. */
public sealed interface SlotRule {

    /** What can be read. */
    String FORM = "a number, at least 1, or auto for what a llama-server says itself";

    /** As many as is usual for its engine. */
    record Usual() implements SlotRule {}

    /**
     * As many as the operator says.
     *
     * @param number at least 1
     */
    record Fixed(int number) implements SlotRule {}

    /**
     * As many as it says itself; where they share one memory, only as long as all of them fit in there to their end.
     */
    record Auto() implements SlotRule {}

    /** What was typed. */
    static Optional<SlotRule> of(String typed) {
        if (typed.equals("auto")) {
            return Optional.of(new Auto());
        }
        return typed.matches("[1-9][0-9]{0,5}") ? Optional.of(new Fixed(Integer.parseInt(typed))) : Optional.empty();
    }
}
