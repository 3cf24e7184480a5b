package dev.sluice.relay;

import dev.sluice.admission.Rejection;
import dev.sluice.config.SluiceConfig;
import dev.sluice.pool.Ability;
import dev.sluice.relay.Failure.Kind;
import dev.sluice.sse.BackendError;
import java.time.Duration;
import java.util.Optional;

/** What clients are told about requests that no backend served. */
final class Failures {

    /** Long enough that a full queue is not asked in a circle, and below the 60 s up to which clients obey it. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** By then a backend that has come back is known. */
    private static final Duration UNTIL_SEEN = Duration.ofSeconds(5);

    /** No backend has been tried, and none is about to be there. */
    static final Failure ALL_OUT = Failure.of(
                    Kind.NO_CAPACITY,
                    "backends_down",
                    "Every backend that serves this model has refused, or was out of service, for a minute. Try again"
                            + " later.")
            .retryAfter(UNTIL_SEEN);

    private Failures() {}

    /**
     * The queue gave it up; empty if no backend is left, so that the last one that had it has the last word.
     *
     * @param last how the last backend that had it failed it, if one had
     * @param promptTokens how many its prompt has, if they were counted
     */
    static Optional<Failure> of(
            Rejection why,
            SluiceConfig config,
            Breakdown last,
            Inference inference,
            Servers servers,
            int promptTokens) {
        return switch (why) {
            case NOWHERE_ELSE, ALL_OUT -> Optional.empty();
            case QUEUE_FULL ->
                Optional.of(noCapacity(
                        "queue_full",
                        "The queue is full: " + config.queue().length() + " requests wait already. Try again later."));
            case QUEUE_BYTES_FULL ->
                Optional.of(noCapacity(
                        "queue_full",
                        "The queue is full: the requests in it hold as many bytes as may wait. Try again later, or send"
                                + " a smaller request."));
            case MODEL_QUEUE_FULL ->
                Optional.of(noCapacity(
                        "queue_full",
                        "The queue of '" + inference.model()
                                + "' is full: as many requests wait for this model as may. Try again later."));
            case MODEL_QUEUE_BYTES_FULL ->
                Optional.of(noCapacity(
                        "queue_full",
                        "The queue of '" + inference.model()
                                + "' is full: the requests in it hold as many bytes as may wait for this model."
                                + " Try again later, or send a smaller request."));
            case DEADLINE ->
                Optional.of(noCapacity(
                        "queue_timeout",
                        "No backend became free within "
                                + config.queue(inference.model()).deadline().toSeconds()
                                + " seconds. Try again later."));
            case UNABLE ->
                Optional.of(unsupported(
                        inference.model(),
                        servers.lacked(inference.asks(), inference.needs().abilities())));
            case TOO_LONG -> Optional.of(tooLong(promptTokens, servers));
            case TOO_MANY_RETRIES ->
                Optional.of(noCapacity(
                        "retries_exhausted",
                        "The backend that served this request failed: " + last.why() + ". So many requests fail now"
                                + " that it was not tried elsewhere. Try again later."));
        };
    }

    /** None of those who serve it can do this. */
    static Failure unsupported(String model, Ability lacked) {
        String what = switch (lacked) {
            case CHAT -> "answers chats";
            case COMPLETION -> "completes texts";
            case EMBEDDING -> "makes embeddings";
            case VISION -> "sees pictures";
        };
        return Failure.of(Kind.INVALID_REQUEST, "unsupported", "No backend that serves '" + model + "' " + what + ".");
    }

    private static Failure tooLong(int promptTokens, Servers servers) {
        String largest = servers.largestContext().stream()
                .mapToObj(context ->
                        "; the largest context of a backend that serves '" + servers.model() + "' is " + context)
                .findFirst()
                .orElse("");
        return Failure.of(
                Kind.INVALID_REQUEST,
                "context_length_exceeded",
                "The prompt has " + promptTokens + " tokens" + largest + ". Send a shorter one.");
    }

    /** The last backend that was tried failed so. */
    static Failure of(Breakdown breakdown) {
        return switch (breakdown.cause()) {
            case BROKE ->
                Failure.of(
                        Kind.BACKEND_FAILED,
                        "backend_failed",
                        "The backend that served this request failed: " + breakdown.why()
                                + ". Send the request again.");
            case BUSY ->
                noCapacity(
                        "backend_busy",
                        "Every backend that serves this model refuses more work: " + breakdown.why()
                                + ". Try again later.");
            case LATE ->
                Failure.of(
                        Kind.BACKEND_TIMEOUT,
                        "backend_timeout",
                        "The backend that served this request was given up: " + breakdown.why()
                                + ". A shorter prompt or answer takes less time.");
        };
    }

    /** A backend refused the request, and not in the shape that clients read. */
    static Failure refused(BackendError error) {
        return Failure.of(
                Kind.INVALID_REQUEST, "backend_refused", "The backend refused the request: " + error.words() + ".");
    }

    private static Failure noCapacity(String code, String message) {
        return Failure.of(Kind.NO_CAPACITY, code, message).retryAfter(RETRY_AFTER);
    }
}
