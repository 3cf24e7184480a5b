/**
 * Who is there and what each can do: values, nothing that moves.
 *
 * <p>Invariant: everything here is immutable. A {@link dev.sluice.pool.Backend} is what was last known of one server;
 * new knowledge is a new value. Core: no Vert.x, no thread, no clock.
 *
 * <p>Owner of state: none here. The current values are held by {@link dev.sluice.admission.Admission}.
 */
@NullMarked
package dev.sluice.pool;

import org.jspecify.annotations.NullMarked;
