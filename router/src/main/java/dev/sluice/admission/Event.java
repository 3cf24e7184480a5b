package dev.sluice.admission;

import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;

/** What happens to the admission state from outside. */
public sealed interface Event {

    /** A request asks for a place. */
    record Offer(Ticket ticket) implements Event {}

    /** The client of a request that may still wait has gone. A ticket already granted is ended by its lease instead. */
    record Cancel(long ticket) implements Event {}

    /** A lease is given back. */
    record End(long epoch, Outcome outcome, Then then) implements Event {}

    /** What becomes of the ticket whose lease has ended. */
    enum Then {
        /** It is served, or failed for good. */
        DONE,
        /** It goes back to its old place, and not to this backend again. */
        AGAIN
    }

    /** News of a backend: it is there, or has changed. */
    record Observed(Backend backend) implements Event {}

    /** The backend was seen to work on nothing, by a look that began at {@code since}. */
    record Idle(BackendId backend, long since) implements Event {}

    /** The time of the last wake-up has come. */
    record Tick() implements Event {}
}
