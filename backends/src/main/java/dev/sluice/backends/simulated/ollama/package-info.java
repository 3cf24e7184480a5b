/**
 * An Ollama, as v0.17.4 is, with one model.
 *
 * <p>Invariant: the transcripts of a real one among the tests are its specification.
 *
 * <p>Owner of state: the process that it belongs to.
 */
@NullMarked
package dev.sluice.backends.simulated.ollama;

import org.jspecify.annotations.NullMarked;
