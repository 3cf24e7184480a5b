/**
 * Which of the free backends a request gets.
 *
 * <p>Invariant: a pure function of what it is given. Core: no Vert.x, no thread, no clock.
 *
 * <p>Owner of state: none.
 */
@NullMarked
package dev.sluice.placement;

import org.jspecify.annotations.NullMarked;
