package dev.sluice.backends;

import java.time.Duration;

/**
 * What a counting backend pretends to be.
 *
 * @param owner how it calls itself in {@code owned_by}, by which routers recognise engines
 * @param slots how many requests it works on at once; more wait inside it, in order
 * @param pace the time from one number to the next
 */
public record CountingProfile(String owner, int slots, Duration pace) {

    /** A llama-server on a CPU: one request at a time, five numbers a second. */
    public static final CountingProfile SEQUENTIAL = new CountingProfile("llamacpp", 1, Duration.ofMillis(200));

    /** A vLLM on a GPU: many requests at once, twenty numbers a second each. */
    public static final CountingProfile BATCHING = new CountingProfile("vllm", 256, Duration.ofMillis(50));

    /** The same at another pace. */
    public CountingProfile at(Duration pace) {
        return new CountingProfile(owner, slots, pace);
    }
}
