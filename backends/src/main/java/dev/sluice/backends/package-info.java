/**
 * What one can put behind a router to try and test it: {@code simulated} engines, {@code scripted} backends that follow a
 * script to the byte, and the maker of models that count ({@code gguf}), for real engines. {@code batch} and
 * {@code language} are what the simulated ones are made of.
 *
 * <p>Invariant: a backend here knows nothing of the router; whatever speaks to an engine can speak to it.
 *
 * <p>Owner of state: there is none in this package.
 */
@NullMarked
package dev.sluice.backends;

import org.jspecify.annotations.NullMarked;
