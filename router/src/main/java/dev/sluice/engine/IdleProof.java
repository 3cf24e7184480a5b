package dev.sluice.engine;

/** A GET that is cheap and safe on a server that is awake, and what its answer says. */
public interface IdleProof {

    /** The path to ask, with its slash. */
    String path();

    /** Whether this answer shows that the server works on nothing at all. */
    boolean shows(int status, String body);
}
