/**
 * What differs between llama.cpp, vLLM and the rest: how each is recognised, what it tells of itself and its models, how
 * many slots it has, what proves it idle, what shows that it gets on. {@code docs/engines.md} has it as a table.
 *
 * <p>Invariant: an engine only judges answers; it sends nothing. Whatever it is shown, it says something: an answer
 * that it does not understand is no proof, no mark and no model list, never an error; and what is absent is unknown, never zero or no.
 *
 * <p>Owner of state: none.
 */
@NullMarked
package dev.sluice.engine;

import org.jspecify.annotations.NullMarked;
