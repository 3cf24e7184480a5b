package dev.sluice.relay;

import dev.sluice.admission.Lease;
import dev.sluice.admission.Ticket;

/** Where an exchange stands. */
sealed interface ExchangeState {

    /** Its ticket is in the queue, or a grant is on its way. */
    record Waiting(Ticket ticket) implements ExchangeState {}

    /** It holds a lease, and an attempt runs. */
    record Running(Lease lease, Attempt attempt) implements ExchangeState {}

    /** Its client has left. A grant that was on its way is given back. */
    record Gone() implements ExchangeState {}

    /** It has ended. */
    record Done() implements ExchangeState {}
}
