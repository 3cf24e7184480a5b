/**
 * The commands: {@code serve}, {@code demo}, {@code doctor} and {@code backend}.
 *
 * <p>Invariant: what a person typed wrong is said in a sentence on standard error, with exit code 2; what went wrong
 * later, with exit code 1. Only this room may use {@code dev.sluice.backends}.
 *
 * <p>Owner of state: the thread that called.
 */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
