/**
 * Real engines in containers, for tests of this module and of others. They need Docker; with SLUICE_CONTAINERS=required
 * tests that use them fail without.
 *
 * <p>Invariant: a container is labelled {@code dev.sluice.test}, listens on this machine alone, and is gone when its
 * server is closed.
 *
 * <p>Owner of state: each server belongs to the test that started it.
 */
@NullMarked
package dev.sluice.backends.engines;

import org.jspecify.annotations.NullMarked;
