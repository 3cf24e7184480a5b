package dev.sluice.engine;

/** A GET that is cheap and safe, and what its answer says. */
public interface IdleSign {

    /** The path to ask, with its slash. */
    String path();

    /** Whether this answer shows that the server works on nothing at all. */
    boolean shows(Answer answer);
}
