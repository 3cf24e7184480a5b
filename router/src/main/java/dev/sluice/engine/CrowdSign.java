package dev.sluice.engine;

import java.util.OptionalInt;

/** A GET that is cheap and safe, and what its answer tells of requests for which the server has no room. */
public interface CrowdSign {

    /** The path to ask, with its slash. */
    String path();

    /** How many requests wait in the server because they do not fit; empty if this answer does not tell. */
    OptionalInt waiting(Answer answer);
}
