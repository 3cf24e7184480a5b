package dev.sluice.api;

import dev.sluice.relay.Failure;
import dev.sluice.relay.Failure.Kind;
import java.time.Duration;

/** Why a request body is not taken, and what to do. */
final class BodyRefusal {

    /** Memory is free again when an answer has been given: later than the next token, sooner than a full queue. */
    private static final Duration UNTIL_MEMORY = Duration.ofSeconds(5);

    private BodyRefusal() {}

    static Failure tooLarge(long limit) {
        String message = "The body is larger than " + limit
                + " bytes, which is the limit. Send less at once, such as fewer or smaller images.";
        return Failure.of(Kind.TOO_LARGE, "request_too_large", message);
    }

    /** The bodies that are held leave no room for it. */
    static Failure memoryFull(long length, long room) {
        String message = "There is no room for a body of " + length + " bytes now: all bodies together may take " + room
                + " bytes. Send it again later.";
        return Failure.of(Kind.NO_CAPACITY, "memory_full", message).retryAfter(UNTIL_MEMORY);
    }

    static Failure encoded(String encoding) {
        String message = "The body is encoded as " + encoding + ". Send it as plain JSON, without Content-Encoding.";
        return Failure.of(Kind.UNSUPPORTED, "unsupported_encoding", message);
    }

    /**
     * Nothing comes any more.
     *
     * @param announced how many bytes the client has said that it will send, or 0
     */
    static Failure silent(Duration patience, long arrived, long announced) {
        String of = announced == 0 ? "" : " of " + announced;
        String message = "Nothing of the body has come for " + patience.toSeconds() + " s; what has come is " + arrived
                + of + " bytes. Send the request again, without a pause.";
        return Failure.of(Kind.REQUEST_TIMEOUT, "request_timeout", message);
    }

    /** It breaks the rules of HTTP, or broke off. */
    static Failure unreadable(Throwable cause) {
        String message = "The body could not be read: " + cause.getMessage() + ". Check its length or its chunks.";
        return Failure.of(Kind.INVALID_REQUEST, "unreadable_body", message);
    }
}
