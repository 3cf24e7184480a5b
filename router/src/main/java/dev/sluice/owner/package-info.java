/**
 * The one owner of all admission state: a serial mailbox around {@link dev.sluice.admission.Admission}.
 *
 * <p>Invariant: the core is entered on one event-loop context only, one event at a time; messages from one loop are
 * taken in the order in which it sent them, and answers reach a seat on its own context in the order in which they were
 * given. No relay loop ever waits for it.
 *
 * <p>Owner of state: {@link dev.sluice.owner.Owner}, on its context. Anyone may read its snapshot.
 */
@NullMarked
package dev.sluice.owner;

import org.jspecify.annotations.NullMarked;
