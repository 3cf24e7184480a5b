package dev.sluice.admission;

import dev.sluice.pool.BackendId;
import java.util.HashSet;
import java.util.Set;

/**
 * A ticket with its place.
 *
 * @param ticket the ticket
 * @param order its order key, kept for life: lower goes first
 * @param since when it began to wait, and later by the time that its attempts took
 * @param deadline when it stops waiting: the ticket's, and later by the same time
 * @param excluded the backends that have failed it
 * @param promptTokens how many tokens its prompt has at least, as far as is known
 * @param counted whether it has exactly so many
 */
record Waiter(
        Ticket ticket,
        long order,
        long since,
        long deadline,
        Set<BackendId> excluded,
        int promptTokens,
        boolean counted) {

    Waiter {
        excluded = Set.copyOf(excluded);
    }

    static Waiter first(Ticket ticket, long order, long now) {
        return new Waiter(ticket, order, now, ticket.deadline(), Set.of(), 0, false);
    }

    /** Back from an attempt that ends now: not to that backend again, and the time it ran was no waiting. */
    Waiter back(Lease failed, long now) {
        Set<BackendId> more = new HashSet<>(excluded);
        more.add(failed.backend().id());
        long ran = now - failed.start();
        return new Waiter(ticket, order, since + ran, deadline + ran, more, promptTokens, counted);
    }

    /** Its prompt has exactly so many tokens. */
    Waiter counted(int tokens) {
        return new Waiter(ticket, order, since, deadline, excluded, tokens, true);
    }

    /** Its prompt has at least so many tokens: they did not fit somewhere. */
    Waiter atLeast(int tokens) {
        return tokens > promptTokens ? new Waiter(ticket, order, since, deadline, excluded, tokens, false) : this;
    }
}
