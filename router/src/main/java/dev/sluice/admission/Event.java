package dev.sluice.admission;

import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Sighting;

/** What happens to the admission state from outside. */
public sealed interface Event {

    /** A request asks for a place. */
    record Offer(Ticket ticket) implements Event {}

    /** The client of a request that may still wait has gone. A ticket already granted is ended by its lease instead. */
    record Cancel(long ticket) implements Event {}

    /** The prompt of a request that may still wait was counted. */
    record Counted(long ticket, int promptTokens) implements Event {}

    /** The answer of a lease has come so far, in tokens: from 1 on the backend has shown that it works. */
    record Grown(long epoch, int tokens) implements Event {}

    /** A lease is given back. */
    record End(long epoch, Ending ending, Then then) implements Event {}

    /**
     * A backend belongs to the pool. One that has left wholly, or was never there, is taken as unseen. One that is there,
     * leaving or not, stays with all that was learnt of it, in the tier and on the host that it has now; its name stands
     * for the same address as long as that: at another one it needs another name.
     */
    record Joined(Backend backend) implements Event {}

    /** A backend belongs to the pool no more: what runs there goes on, and when that has ended it is gone. */
    record Left(BackendId backend) implements Event {}

    /** Its operator wants no more work given to a backend, or, if not {@code drained}, wants it back in service. */
    record Drained(BackendId backend, boolean drained) implements Event {}

    /** A backend serves in another tier now, or shares another host. What runs there counts on that. */
    record Assigned(BackendId backend, int tier, String host) implements Event {}

    /** Other bounds hold from now on: whoever waits stays, and whatever runs, and nothing comes on top until it fits. */
    record Bounded(Bounds bounds) implements Event {}

    /** A look at a backend has shown this. */
    record Seen(BackendId backend, Sighting sighting) implements Event {}

    /** The backend was seen to work on nothing, by a look that began at {@code since}. */
    record Idle(BackendId backend, long since) implements Event {}

    /** The time of the last wake-up has come. */
    record Tick() implements Event {}
}
