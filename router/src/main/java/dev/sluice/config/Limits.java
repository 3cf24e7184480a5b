package dev.sluice.config;

import java.time.Duration;

/**
 * The bounds of everything that could otherwise grow or wait for ever.
 *
 * @param queueLength requests that may wait, all models together
 * @param queueDeadline how long one may wait in the queue, the time of attempts that failed left out
 * @param requestBytes the largest request body
 * @param answerBytes the largest answer that is not a stream; it is held until it is whole
 * @param connectTimeout how long a backend may take to accept a connection
 * @param attempts on how many backends a request is tried at most
 */
public record Limits(
        int queueLength,
        Duration queueDeadline,
        int requestBytes,
        int answerBytes,
        Duration connectTimeout,
        int attempts) {

    /** A thousand waiters are hours of work for a few CPU boxes: more would only be a slower refusal. */
    public static final int QUEUE_LENGTH = 1_000;

    /** Below the 300 s after which Node's fetch and Open WebUI give up: they shall see our answer, not their own. */
    public static final Duration QUEUE_DEADLINE = Duration.ofMinutes(4);

    /** Room for a few images in base64; llama-server itself takes 100 MiB. */
    public static final int REQUEST_BYTES = 32 * 1024 * 1024;

    /** Far more text than any context holds. */
    public static final int ANSWER_BYTES = 16 * 1024 * 1024;

    /** A machine in the same network accepts in milliseconds, or it is off. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** The first, and two more: a request that fails everywhere must not visit the whole pool. */
    public static final int ATTEMPTS = 3;

    public static final Limits DEFAULT =
            new Limits(QUEUE_LENGTH, QUEUE_DEADLINE, REQUEST_BYTES, ANSWER_BYTES, CONNECT_TIMEOUT, ATTEMPTS);

    /** The same with another bound and deadline of the queue. */
    public Limits withQueue(int length, Duration deadline) {
        return new Limits(length, deadline, requestBytes, answerBytes, connectTimeout, attempts);
    }
}
