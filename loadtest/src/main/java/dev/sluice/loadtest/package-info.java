/**
 * Benchmarks, run by hand: what it costs to relay an event, what many streams do to one another, what a failover takes.
 *
 * <p>Invariant: whatever is measured runs as a process of its own, as a user would start it, beside the same client and
 * the same source; every run ends by itself, stops what it started, and exits non-zero where something failed.
 *
 * <p>Owner of state: a {@link dev.sluice.loadtest.LoadClient} and all its calls belong to one event loop; the thread of
 * {@code main} only waits for it.
 */
@NullMarked
package dev.sluice.loadtest;

import org.jspecify.annotations.NullMarked;
