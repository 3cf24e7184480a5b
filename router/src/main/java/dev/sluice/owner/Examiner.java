package dev.sluice.owner;

import dev.sluice.admission.Outcome;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import io.vertx.core.Future;
import java.util.Optional;

/** The one who looks at backends. Called on the owner's context; it answers later, by {@link Owner#observe}. */
public interface Examiner {

    /** Find out when it works on nothing, after a lease that ended so. */
    void proveIdle(Backend backend, Outcome after);

    /**
     * Whether it accepts connections: false only if it has just refused one, or is out because it neither accepts nor
     * refuses any. Never fails, not even for one that is gone.
     */
    Future<Boolean> listens(BackendId backend);

    /**
     * A mark of how far its work has come, empty if it does not tell or is gone. Never fails, and ends within 0.8 s.
     */
    Future<Optional<String>> progress(BackendId backend);

    /** Its health has changed to what it is here. */
    void changed(Backend backend);

    /** It failed a request: see what has become of it. What was begun before this call is no answer. */
    void recheck(BackendId backend);

    /** It has left the pool, and nothing of ours runs there: look at it no more, and forget it. */
    void gone(BackendId backend);
}
