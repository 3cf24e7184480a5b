package dev.sluice.routing;

import java.util.List;

/** Where a model name leads. */
public sealed interface Route {

    /** To the pool of this model. */
    record To(String model) implements Route {}

    /** Nowhere: no backend serves it, and every backend has said what it serves. */
    record Unknown(List<String> known) implements Route {}

    /** Nowhere yet: some backend has never said what it serves, and may still. */
    record NotYet() implements Route {}

    /** Nowhere: some backend has never said what it serves, and all of those are down. */
    record Unreachable() implements Route {}

    /** The request named no model, there are several, and none is the default. */
    record Unnamed(List<String> known) implements Route {}
}
