package dev.sluice.admission;

import dev.sluice.pool.Backend;
import dev.sluice.pool.Served;

/**
 * The right to use slots of one backend until it is ended, exactly once.
 *
 * @param epoch its number: later leases have greater ones, and no two are the same
 * @param ticket whose it is
 * @param backend where, as known when it was given
 * @param model the model there
 * @param weight how many slots
 * @param start when it was given, in nanoseconds of the owner's time; the slots count as used from then
 * @param reports whether the owner wants to hear how the answer grows
 */
public record Lease(long epoch, Ticket ticket, Backend backend, Served model, int weight, long start, Reports reports) {

    /** What the owner wants to hear while the request runs. */
    public enum Reports {
        /** Only how it ends. */
        NONE,
        /** When the first content has come: the backend is on trial. */
        FIRST_CONTENT,
        /** How many tokens have come, now and then: the backend's slots share one memory. */
        GROWTH
    }
}
