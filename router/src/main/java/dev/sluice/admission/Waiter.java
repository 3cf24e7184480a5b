package dev.sluice.admission;

import dev.sluice.pool.BackendId;
import java.util.HashSet;
import java.util.Set;

/**
 * A ticket with its place.
 *
 * @param ticket the ticket
 * @param order its order key, kept for life: lower goes first
 * @param excluded the backends that have failed it
 */
record Waiter(Ticket ticket, long order, Set<BackendId> excluded) {

    Waiter {
        excluded = Set.copyOf(excluded);
    }

    Waiter without(BackendId failed) {
        Set<BackendId> more = new HashSet<>(excluded);
        more.add(failed);
        return new Waiter(ticket, order, more);
    }
}
