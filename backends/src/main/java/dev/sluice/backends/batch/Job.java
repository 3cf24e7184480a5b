package dev.sluice.backends.batch;

/**
 * One sequence to work on.
 *
 * @param id tells it from all others of its model
 * @param prompt what must be read before the first token is said; at least one token
 * @param answer what will be said, to its end; may be empty
 */
public record Job(long id, Tokens prompt, Tokens answer) {

    /** Checks the prompt. */
    public Job {
        if (prompt.size() == 0) {
            throw new IllegalArgumentException("job " + id + " has no prompt: an engine reads at least one token");
        }
    }
}
