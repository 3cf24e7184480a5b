package dev.sluice.backends.batch;

/** A job at work. Mutable; belongs to its model. */
final class Sequence {

    final Job job;

    /** Where it is seated, from 0; -1 while it waits. */
    int slot = -1;

    /** Tokens of prompt and answer whose keys and values are held. */
    int held;

    /** Of the prompt, what was held when it was seated. */
    int cached;

    /** Tokens of the answer that have been said. */
    int said;

    /** What the step under way adds to {@link #held}. */
    int planned;

    boolean cancelled;

    Sequence(Job job) {
        this.job = job;
    }

    /** What must still be read before it can say the next token; one if that is the token it said last. */
    int unread() {
        return job.prompt().size() + said - held;
    }

    boolean speaks() {
        return said > 0 && unread() == 1;
    }

    /** Prompt and what has been said of the answer. */
    Tokens text() {
        return job.prompt().with(job.answer(), said);
    }

    /** Back to where it waits. */
    void unseat() {
        slot = -1;
        held = 0;
        planned = 0;
    }
}
