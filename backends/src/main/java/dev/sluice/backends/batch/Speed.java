package dev.sluice.backends.batch;

/**
 * How long things take, in nanoseconds.
 *
 * <p>A step takes {@code max(weights, prompt tokens × promptToken) + sequences that speak × spokenToken}: it reads all
 * weights once, however few tokens it works on, and computes on many prompt tokens for longer than that. The second
 * term is the slope that is measured on batching engines: 6 ms + 0.35 ms for each running sequence on one GPU.
 *
 * @param overhead from a request's arrival until it may be seated: reading, templates, tokenising
 * @param weights the least that a step takes
 * @param promptToken what a token of a prompt takes, in a large batch
 * @param spokenToken what each sequence that speaks adds to its step
 */
public record Speed(long overhead, long weights, long promptToken, long spokenToken) {

    /** The time of a step that works on so many tokens of prompts and so many sequences that speak. */
    public long step(int promptTokens, int speaking) {
        return Math.max(weights, promptTokens * promptToken) + speaking * spokenToken;
    }

    /** The same so many times as fast. */
    public Speed times(double factor) {
        return new Speed(
                Math.round(overhead / factor),
                Math.round(weights / factor),
                Math.round(promptToken / factor),
                Math.round(spokenToken / factor));
    }
}
