/**
 * Engines that one can do without: HTTP servers in this process that behave like llama-server, vLLM and Ollama, to the
 * byte where that is known, and that break on command.
 *
 * <p>Invariant: what a simulated engine says and when follows from its {@link dev.sluice.backends.batch.Machine}, its
 * {@link dev.sluice.backends.language.Language} and the faults that are on; it knows nothing of the router. Where it and
 * the real engine differ, it is wrong: the transcripts among the tests are from real ones.
 *
 * <p>Owner of state: each {@link dev.sluice.backends.simulated.SimulatedBackend} belongs to the event loop on which it
 * was started.
 */
@NullMarked
package dev.sluice.backends.simulated;

import org.jspecify.annotations.NullMarked;
