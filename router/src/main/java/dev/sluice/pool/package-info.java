/**
 * Who is there, what each can do, and what has been learnt of it: values, nothing that moves.
 *
 * <p>Invariant: everything here is immutable. A {@link dev.sluice.pool.Backend} is what was last known of one server;
 * new knowledge is a new value, and a {@link dev.sluice.pool.Condition} says what evidence makes of it. Core: no Vert.x,
 * no thread, no clock.
 *
 * <p>Owner of state: none here. The current values are held by {@link dev.sluice.admission.Admission}.
 */
@NullMarked
package dev.sluice.pool;

import org.jspecify.annotations.NullMarked;
