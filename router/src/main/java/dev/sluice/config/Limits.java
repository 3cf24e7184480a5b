package dev.sluice.config;

/**
 * The bounds of everything but the queue that could otherwise grow for ever.
 *
 * @param requestBytes the largest request body
 * @param heldBytes the request bodies that are held at once, all together: being read, waiting and running
 * @param answerBytes the largest answer that is not a stream; it is held until it is whole
 * @param eventBytes the largest event of a stream; it is never held whole
 * @param attempts on how many backends a request is tried at most
 */
public record Limits(int requestBytes, long heldBytes, int answerBytes, long eventBytes, int attempts) {

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

    public static final Limits DEFAULT = new Limits(REQUEST_BYTES, HELD_BYTES, ANSWER_BYTES, EVENT_BYTES, ATTEMPTS);

    /** The same with other bounds of one request body and of all that are held. */
    public Limits withBodies(int requestBytes, long heldBytes) {
        return new Limits(requestBytes, heldBytes, answerBytes, eventBytes, attempts);
    }

    /** The same with other bounds of an answer and of an event. */
    public Limits withAnswers(int answerBytes, long eventBytes) {
        return new Limits(requestBytes, heldBytes, answerBytes, eventBytes, attempts);
    }
}
