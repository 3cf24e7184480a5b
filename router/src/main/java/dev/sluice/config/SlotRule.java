package dev.sluice.config;

/** How many requests a backend may run at once. */
public sealed interface SlotRule {

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
}
