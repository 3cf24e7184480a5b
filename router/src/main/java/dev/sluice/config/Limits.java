package dev.sluice.config;

import java.time.Duration;

/**
 * The bounds of everything that could otherwise grow for ever, and of waiting in the queue.
 *
 * @param queueLength requests that may wait, all models together
 * @param queueDeadline how long one may wait in the queue, the time of attempts that failed left out
 * @param requestBytes the largest request body
 * @param heldBytes the request bodies that are held at once, all together: being read, waiting and running
 * @param answerBytes the largest answer that is not a stream; it is held until it is whole
 * @param eventBytes the largest event of a stream; it is never held whole
 * @param attempts on how many backends a request is tried at most
 */
public record Limits(
        int queueLength,
        Duration queueDeadline,
        int requestBytes,
        long heldBytes,
        int answerBytes,
        long eventBytes,
        int attempts) {

    /** A thousand waiters are hours of work for a few CPU boxes: more would only be a slower refusal. */
    public static final int QUEUE_LENGTH = 1_000;

    /** Below the 300 s after which Node's fetch and Open WebUI give up: they shall see our answer, not their own. */
    public static final Duration QUEUE_DEADLINE = Duration.ofMinutes(4);

    /** Room for a few images in base64; llama-server itself takes 100 MiB. */
    public static final int REQUEST_BYTES = 64 * 1024 * 1024;

    /** A quarter of the heap: the rest is for answers, connections and the router's own work. */
    public static final long HELD_BYTES = Runtime.getRuntime().maxMemory() / 4;

    /** Far more text than any context holds. */
    public static final int ANSWER_BYTES = 16 * 1024 * 1024;

    /** As long a line as openai-go reads; no client that was looked at reads a longer one. */
    public static final long EVENT_BYTES = 32 * 1024 * 1024;

    /** The first, and two more: a request that fails everywhere must not visit the whole pool. */
    public static final int ATTEMPTS = 3;

    public static final Limits DEFAULT =
            new Limits(QUEUE_LENGTH, QUEUE_DEADLINE, REQUEST_BYTES, HELD_BYTES, ANSWER_BYTES, EVENT_BYTES, ATTEMPTS);

    /** The same with another bound and deadline of the queue. */
    public Limits withQueue(int length, Duration deadline) {
        return new Limits(length, deadline, requestBytes, heldBytes, answerBytes, eventBytes, attempts);
    }

    /** The same with other bounds of one request body and of all that are held. */
    public Limits withBodies(int requestBytes, long heldBytes) {
        return new Limits(queueLength, queueDeadline, requestBytes, heldBytes, answerBytes, eventBytes, attempts);
    }

    /** The same with other bounds of an answer and of an event. */
    public Limits withAnswers(int answerBytes, long eventBytes) {
        return new Limits(queueLength, queueDeadline, requestBytes, heldBytes, answerBytes, eventBytes, attempts);
    }
}
