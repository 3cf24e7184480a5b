/**
 * From the model that a client names to the one that the pool serves.
 *
 * <p>Invariant: a {@link dev.sluice.routing.ModelTable} is immutable and answers from what it was made of. Core: no
 * Vert.x, no thread, no clock.
 *
 * <p>Owner of state: none.
 */
@NullMarked
package dev.sluice.routing;

import org.jspecify.annotations.NullMarked;
