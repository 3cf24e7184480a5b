package dev.sluice.health;

import dev.sluice.engine.ModelList;

/** What one look at a backend found. */
sealed interface Finding {

    /** It serves these models. */
    record Ready(ModelList models) implements Finding {}

    /** It loads. */
    record Loading() implements Finding {}

    /** It does not serve, for a reason that a person can read. */
    record Broken(String why) implements Finding {}

    /** It accepted the question and has not answered: it may be busy, which is no illness. */
    record Silent() implements Finding {}
}
