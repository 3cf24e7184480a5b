package dev.sluice.discovery;

import java.util.List;

/** What is known of a name. */
public sealed interface Resolution {

    /**
     * It has these addresses.
     *
     * @param all in an order of their own, each once; none if there is no such name, or it has no address
     */
    record Addresses(List<String> all) implements Resolution {}

    /** Nobody could be asked: whatever was true before may be true still. */
    record Unknown(String why) implements Resolution {}
}
