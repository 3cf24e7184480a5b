package dev.sluice.health;

import java.util.OptionalInt;

/** What one look at a backend found. */
sealed interface Finding {

    /**
     * It serves.
     *
     * @param identity what it is
     * @param crowd how many requests wait inside it because they do not fit, if it tells
     */
    record Ready(Identity identity, OptionalInt crowd) implements Finding {}

    /** It loads. */
    record Loading() implements Finding {}

    /** It does not serve, for a reason that a person can read. */
    record Broken(String why) implements Finding {}

    /** It neither accepted the connection nor refused it. */
    record Unreachable() implements Finding {}

    /** It accepted the question and has not answered: it may be busy, which is no illness. */
    record Silent() implements Finding {}
}
