/**
 * Backends that do exactly what a script says, on a plain socket, byte by byte: what engines really answer, and every
 * fault that a router must survive.
 *
 * <p>A script is code ({@link dev.sluice.backends.scripted.Script}) or data ({@link
 * dev.sluice.backends.scripted.Steps}). The faults that are known, each with what a client of the router shall see, are
 * rows of a table ({@link dev.sluice.backends.scripted.FaultTable}); among them are recordings of real engines ({@link
 * dev.sluice.backends.scripted.Recording}).
 *
 * <p>Invariant: no byte is sent that the script does not name, and nothing is repaired; so what is not HTTP can be said
 * too. Steps, faults and recordings are immutable.
 *
 * <p>Owner of state: each connection belongs to the virtual thread that serves it; what a {@link
 * dev.sluice.backends.scripted.ScriptedBackend} has seen may be read by any thread.
 */
@NullMarked
package dev.sluice.backends.scripted;

import org.jspecify.annotations.NullMarked;
