package dev.sluice.api;

import dev.sluice.relay.Failure;
import dev.sluice.relay.Failure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Why a model is not served, and what to do. */
public final class NotServed {

    /** As long as a probe interval: by then a backend that has come up is known. */
    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(5);

    private NotServed() {}

    /** Some backend has not said yet what it serves. */
    static Failure yet() {
        return Failure.of(
                        Kind.NO_CAPACITY,
                        "model_not_ready",
                        "Some backends are still loading and have not said which models they serve. Try again in a moment.")
                .retryAfter(UNTIL_KNOWN);
    }

    /** All backends have been there, and none of them is now. */
    static Failure now() {
        return Failure.of(
                        Kind.NO_CAPACITY,
                        "no_backend",
                        "No backend serves anything now. Requests wait for one to come back; the router's log says what"
                                + " became of them.")
                .retryAfter(UNTIL_KNOWN);
    }

    /** This router is about to end. */
    public static Failure stopping() {
        return Failure.of(
                        Kind.NO_CAPACITY,
                        "router_stopping",
                        "This router is shutting down. Send the request again: another one, or the next, takes it.")
                .retryAfter(UNTIL_KNOWN);
    }

    /** Those that have not said what they serve cannot be reached. */
    static Failure unreachable() {
        return Failure.of(
                        Kind.NO_CAPACITY,
                        "backend_unreachable",
                        "A backend has never answered as an inference server does. Is it running, and is its address"
                                + " right? The router's log says what it did.")
                .retryAfter(UNTIL_KNOWN);
    }

    /** No backend serves the model that the request names or, if it names none, the default one. */
    static Failure unknown(Optional<String> named, List<String> known) {
        String what = named.map(model -> "No backend serves the model '" + model + "'.")
                .orElse("The request names no model, and no backend serves the router's default one.");
        String message = what + " Served are: " + names(known) + ". Name one of them.";
        return Failure.of(Kind.NOT_FOUND, "model_not_found", message).in("model");
    }

    /** There are several, and the request names none. */
    static Failure unnamed(List<String> known) {
        String message = "The request names no model, and there are several: " + names(known) + ". Name one of them.";
        return Failure.of(Kind.INVALID_REQUEST, "model_required", message).in("model");
    }

    private static String names(List<String> models) {
        return String.join(", ", models);
    }
}
