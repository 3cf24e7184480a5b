package dev.sluice.relay;

import dev.sluice.telemetry.ErrorType;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a request was not served, for the client.
 *
 * @param kind what sort of thing went wrong; decides the status
 * @param code a stable word for programs
 * @param message what is wrong and what to do, for people; never the address of a backend
 * @param param the field of the request that is at fault, if one is
 * @param retryAfter when trying again may help, if it may
 */
public record Failure(Kind kind, String code, String message, Optional<String> param, Optional<Duration> retryAfter) {

    /** The sorts of failure, each with its HTTP status. */
    public enum Kind {
        INVALID_REQUEST(400),
        NOT_FOUND(404),
        METHOD_NOT_ALLOWED(405),
        REQUEST_TIMEOUT(408),
        TOO_LARGE(413),
        LINE_TOO_LONG(414),
        UNSUPPORTED(415),
        HEADERS_TOO_LARGE(431),
        INTERNAL(500),
        BACKEND_FAILED(502),
        NO_CAPACITY(503),
        BACKEND_TIMEOUT(504);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** What it is in metrics and in the access log. */
    public ErrorType errorType() {
        return switch (kind) {
            case INVALID_REQUEST -> invalid();
            case METHOD_NOT_ALLOWED, UNSUPPORTED -> ErrorType.CALLER_INVALID;
            case NOT_FOUND -> ErrorType.CALLER_NOT_FOUND;
            case REQUEST_TIMEOUT -> ErrorType.CALLER_TOO_SLOW;
            case TOO_LARGE, LINE_TOO_LONG, HEADERS_TOO_LARGE -> ErrorType.CALLER_TOO_LARGE;
            case INTERNAL -> ErrorType.ROUTER_INTERNAL;
            case BACKEND_FAILED -> ErrorType.BACKEND_FAILED;
            case BACKEND_TIMEOUT -> ErrorType.BACKEND_TIMEOUT;
            case NO_CAPACITY -> noCapacity();
        };
    }

    private ErrorType invalid() {
        return switch (code) {
            case "context_length_exceeded" -> ErrorType.CALLER_CONTEXT_LENGTH;
            case "unsupported" -> ErrorType.CALLER_UNSUPPORTED;
            default -> ErrorType.CALLER_INVALID;
        };
    }

    private ErrorType noCapacity() {
        return switch (code) {
            case "queue_full" -> ErrorType.ROUTER_QUEUE_FULL;
            case "queue_timeout" -> ErrorType.ROUTER_QUEUE_DEADLINE;
            case "memory_full" -> ErrorType.ROUTER_MEMORY_FULL;
            case "retries_exhausted" -> ErrorType.ROUTER_RETRIES_EXHAUSTED;
            case "router_stopping" -> ErrorType.ROUTER_DRAINING;
            case "backend_busy" -> ErrorType.BACKEND_BUSY;
            default -> ErrorType.ROUTER_NO_BACKEND;
        };
    }

    /** Without a field at fault, and nothing to gain by waiting. */
    public static Failure of(Kind kind, String code, String message) {
        return new Failure(kind, code, message, Optional.empty(), Optional.empty());
    }

    /** The fault is in this field of the request. */
    public Failure in(String param) {
        return new Failure(kind, code, message, Optional.of(param), retryAfter);
    }

    /** Trying again may help after this time. */
    public Failure retryAfter(Duration after) {
        return new Failure(kind, code, message, param, Optional.of(after));
    }
}
