/**
 * Backends to try a router with: HTTP servers in this process that answer as an engine does, by counting.
 *
 * <p>Invariant: a backend here knows nothing of the router; whatever speaks to an engine can speak to it.
 *
 * <p>Owner of state: each {@link dev.sluice.backends.CountingBackend} belongs to the event loop that started it.
 */
@NullMarked
package dev.sluice.backends;

import org.jspecify.annotations.NullMarked;
