/**
 * A vLLM, as version 0.32.0 is, in its developer mode: {@code /pause}, {@code /resume} and {@code /abort_requests} are
 * there.
 *
 * <p>Invariant: the transcripts of a real one among the tests are its specification.
 *
 * <p>Owner of state: the process that it belongs to.
 */
@NullMarked
package dev.sluice.backends.simulated.vllm;

import org.jspecify.annotations.NullMarked;
