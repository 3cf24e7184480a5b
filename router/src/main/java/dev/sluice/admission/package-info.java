/**
 * Who may go now, who waits, who is turned away.
 *
 * <p>{@link dev.sluice.admission.Admission} is a state machine: an {@link dev.sluice.admission.Event} and the time go
 * in, {@link dev.sluice.admission.Decision}s and the time of the next wake-up come out. Core: no Vert.x, no thread, no
 * clock. Times are nanoseconds since an origin that the caller chose, never negative, never going back.
 *
 * <p>Invariants, after every event:
 *
 * <ul>
 *   <li>leased and settling slots of a backend together never exceed its slots, and those of a host's backends its cap,
 *       unless either was reduced, or the backend moved to the host, while more were in use; then none is added (P1);
 *   <li>a backend that is drained or leaves gets no lease; one that leaves is gone with its last;
 *   <li>no request waits that a free slot of a backend that is up and in service could serve (P2), unless the slot is kept for an
 *       earlier one that needs more slots or memory than are free anywhere, or a backend of an earlier tier can serve it
 *       soon, or one on trial has a request already;
 *   <li>a later request starts first only where no earlier one could have used that slot (P3);
 *   <li>each ticket offered ends with one rejection, one cancel, or one {@code End} whose {@code Then} is {@code Done} (P4).
 * </ul>
 *
 * <p>Owner of state: {@code Admission}, and of it there is one, confined to the mailbox in {@code dev.sluice.owner}.
 */
@NullMarked
package dev.sluice.admission;

import org.jspecify.annotations.NullMarked;
