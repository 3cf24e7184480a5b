package dev.sluice.admission;

/**
 * A request for a place in the queue.
 *
 * @param id chosen by the caller, never used twice
 * @param model the name of the model that has to serve it
 * @param needs what it needs of a backend
 * @param deadline when it stops waiting if it has not run meanwhile, in nanoseconds of the owner's time
 */
public record Ticket(long id, String model, Needs needs, long deadline) {}
