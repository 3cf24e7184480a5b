/**
 * A llama-server, as llama.cpp b11669 is.
 *
 * <p>Invariant: the transcripts of a real one among the tests are its specification.
 *
 * <p>Owner of state: the process that it belongs to.
 */
@NullMarked
package dev.sluice.backends.simulated.llama;

import org.jspecify.annotations.NullMarked;
