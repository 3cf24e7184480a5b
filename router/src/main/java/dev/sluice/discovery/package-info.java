/**
 * Which backends there are: those that the configuration names, and those that are found under names of it.
 *
 * <p>{@link dev.sluice.discovery.Roster} turns both into backends that join, change and leave. Invariants: an address is
 * one backend, however often it is named or found, and keeps its id as long as it is there or anything still runs on it;
 * a name that stops resolving loses its backends, a resolver that fails changes nothing.
 *
 * <p>Owner of state: {@code Roster} and {@code NameWatch}, confined to the owner's event loop.
 */
@NullMarked
package dev.sluice.discovery;

import org.jspecify.annotations.NullMarked;
