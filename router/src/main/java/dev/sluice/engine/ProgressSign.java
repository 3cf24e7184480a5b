package dev.sluice.engine;

import java.util.Optional;

/** A GET that is cheap and safe on a server that has our request, and what its answer tells of the work done so far. */
public interface ProgressSign {

    /** The path to ask, with its slash. */
    String path();

    /**
     * A mark of the work done so far: of two, one taken after the other, the second is another one if the engine has
     * worked on something in between, and the same if it has not. Empty if this answer does not tell: what is not there
     * is unknown, and never nothing.
     */
    Optional<String> mark(int status, String body);
}
