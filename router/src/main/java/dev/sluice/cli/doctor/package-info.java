/**
 * The doctor: what each backend is, whether it can serve, and what to change.
 *
 * <p>Invariant: it asks only what is cheap and safe on every server, as {@code health} does, and a few times what is
 * cheapest; never for a completion, and nothing that loads a model or wakes one. Every examination ends within seconds,
 * however a server hangs. No key is printed.
 *
 * <p>Owner of state: none; it asks, and writes down what it heard.
 */
@NullMarked
package dev.sluice.cli.doctor;

import org.jspecify.annotations.NullMarked;
