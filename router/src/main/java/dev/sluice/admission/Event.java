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

    /** A backend that nobody has seen yet belongs to the pool. */
    record Joined(Backend backend) implements Event {}

    /** A look at a backend has shown this. */
    record Seen(BackendId backend, Sighting sighting) implements Event {}

    /** The backend was seen to work on nothing, by a look that began at {@code since}. */
    record Idle(BackendId backend, long since) implements Event {}

    /** The time of the last wake-up has come. */
    record Tick() implements Event {}
}
