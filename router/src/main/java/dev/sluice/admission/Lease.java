package dev.sluice.admission;

import dev.sluice.pool.Backend;

/**
 * The right to use one slot of one backend until it is ended, exactly once.
 *
 * @param epoch its number: later leases have greater ones, and no two are the same
 * @param ticket whose it is
 * @param backend where, as known when it was given
 * @param start when it was given, in nanoseconds of the owner's time; the slot counts as used from then
 */
public record Lease(long epoch, Ticket ticket, Backend backend, long start) {}
