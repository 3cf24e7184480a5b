package dev.sluice.owner;

import dev.sluice.admission.Outcome;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;

/** The one who looks at backends. Called on the owner's context; it answers later, by {@link Owner#observe}. */
public interface Examiner {

    /** Make every backend known, and begin to look. */
    void start();

    /** Find out when it works on nothing, after a lease that ended so. */
    void proveIdle(Backend backend, Outcome after);

    /** It failed a request: see what has become of it. What was begun before this call is no answer. */
    void recheck(BackendId backend);
}
