package dev.sluice.backends.batch;

/**
 * One sequence to work on.
 *
 * @param id tells it from all others of its model
 * @param prompt what must be read before the first token is said; at least one token
 * @param answer what will be said, to its end; may be empty
 * @param anew whether all of the prompt is read, whatever is known of it
 */
public record Job(long id, Tokens prompt, Tokens answer, boolean anew) {

    /** One that begins where what is known of its prompt ends. */
    public Job(long id, Tokens prompt, Tokens answer) {
        this(id, prompt, answer, false);
    }

    /** Checks the prompt. */
    public Job {
        if (prompt.size() == 0) {
            throw new IllegalArgumentException("job " + id + " has no prompt: an engine reads at least one token");
        }
    }
}
